using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>What must hold for a delete to happen, and what becomes of dependants.</summary>
public sealed record DeleteOptions
{
    /// <summary>Delete only the object with this uid: never a successor of the same name.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version of the object.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>; null: the kind's default.</summary>
    public string? PropagationPolicy { get; init; }

    internal JsonObject ToJson()
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        var preconditions = new JsonObject();
        if (Uid is not null)
        {
            preconditions["uid"] = Uid;
        }
        if (ResourceVersion is not null)
        {
            preconditions["resourceVersion"] = ResourceVersion;
        }
        if (preconditions.Count > 0)
        {
            body["preconditions"] = preconditions;
        }
        if (PropagationPolicy is not null)
        {
            body["propagationPolicy"] = PropagationPolicy;
        }
        return body;
    }
}
