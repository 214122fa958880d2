using System.Text.Json.Nodes;

namespace Integration.Takeover;

/// <summary>What an attacker wants a namespace's metadata to be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Tenant">The tenant label's new value; null: it goes; empty: it stays as it is.</param>
/// <param name="Owner">The name of the Tenant that is to be the owner by reference; null: the references go; empty: they stay as they are.</param>
public sealed record Change(string Name, string? Tenant = "", string? Owner = "")
{
    public const string Label = "tenantoperator.io/tenant";

    /// <summary>The fields of the metadata that change, as a whole.</summary>
    public JsonObject Of(JsonObject stored)
    {
        var fields = new JsonObject();
        if (Tenant is not "")
        {
            var labels = (JsonObject?)stored["metadata"]!["labels"]?.DeepClone() ?? [];
            labels.Remove(Label);
            if (Tenant is not null)
                labels[Label] = Tenant;
            fields["labels"] = labels;
        }
        if (Owner is not "")
            fields["ownerReferences"] = Owner is null ? [] : new JsonArray(Reference(stored));
        return fields;
    }

    /// <summary>The metadata that server-side apply is given: it takes nothing away that another manager holds, so what is to go is emptied.</summary>
    public JsonObject Intent(JsonObject stored)
    {
        var metadata = new JsonObject { ["name"] = stored["metadata"]!["name"]!.DeepClone() };
        if (Tenant is not "")
            metadata["labels"] = new JsonObject { [Label] = Tenant ?? "" };
        if (Owner is not "")
            metadata["ownerReferences"] = new JsonArray(Reference(stored));
        return metadata;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Of the uid that is there, if one is: lists of owners are merged by it.
    private JsonObject Reference(JsonObject stored) => new()
    {
        ["apiVersion"] = "tenantoperator.io/v1alpha1",
        ["kind"] = "Tenant",
        ["name"] = Owner ?? "nobody",
        ["uid"] = stored["metadata"]!["ownerReferences"]?[0]?["uid"]?.DeepClone() ?? "11111111-2222-3333-4444-555555555555",
    };
}
