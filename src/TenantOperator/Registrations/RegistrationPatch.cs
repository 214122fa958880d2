using System.Text.Json.Nodes;

namespace TenantOperator.Registrations;

/// <summary>What is written into a configuration: nothing when it is no longer what was reviewed, and no field that is right already.</summary>
internal sealed class RegistrationPatch(RegistrationReview review)
{
    /// <summary>In whose name the API server is told to put right what the chart wrote.</summary>
    public const string Manager = "tenant-operator-repair";

    private readonly JsonArray _operations = new(Operation("test", "/metadata/resourceVersion", review.Registration.ResourceVersion));

    /// <summary>The same, as it stands in JSON.</summary>
    public static ReadOnlySpan<byte> ManagerName => "tenant-operator-repair"u8;

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty => _operations.Count == 1;

    /// <summary>The operations of a JSON Patch.</summary>
    public JsonArray Operations => _operations;

    /// <summary>Gives an entry its rules.</summary>
    public void Ask(ReviewedEntry entry) => Add(Operation("add", $"/webhooks/{entry.Index}/rules", entry.Wanted.Rules()));

    /// <summary>Has an entry called as it is to be.</summary>
    public void PutRight(ReviewedEntry entry)
    {
        var at = $"/webhooks/{entry.Index}";
        if (entry.HasOtherPath)
        {
            var (field, value) = entry.Stored.Address.Field(entry.Wanted.Path);
            Add(Operation("add", $"{at}/clientConfig/{field}", value));
        }

        foreach (var field in entry.ChangedFields)
            Add(entry.Form.Value(field) is { } value ? Operation("add", $"{at}/{field}", value) : new() { ["op"] = "remove", ["path"] = $"{at}/{field}" });
    }

    /// <summary>
    /// Has the API server forget who put right what: these fields are the chart's. Who is not named as their owner is in nobody's way when a later chart changes them, or takes the entry out,
    /// by a server-side apply.
    /// </summary>
    public void Release()
    {
        if (review.Registration.Value.Claim is { } place)
            Add(new() { ["op"] = "remove", ["path"] = $"/metadata/managedFields/{place}" });
    }

    /// <summary>Brings back what was taken out, each at its place. Last of all, and the last of them first: each moves those behind it.</summary>
    public void BringBack()
    {
        if (review.Sibling is not { } sibling)
            return;
        var names = review.Registration.Value.Webhooks.Select(w => w.Name).ToList();
        foreach (var missing in review.Missing.Reverse())
        {
            var place = names.FindIndex(n => string.CompareOrdinal(n, missing.Name) > 0);
            Add(Operation("add", $"/webhooks/{(place < 0 ? names.Count : place)}", Entry(missing, sibling)));
        }
    }

    // With its rules where it had them: where the others have theirs.
    private JsonObject Entry(WantedEntry missing, RegisteredWebhook sibling)
    {
        var entry = missing.Form(review.HaveConditions).ToJson();
        entry["name"] = missing.Name;
        entry["clientConfig"] = sibling.Address.At(missing.Path);
        if (!sibling.IsTrusted)
            return entry;
        entry["clientConfig"]!["caBundle"] = sibling.CaBundle;
        if (review.HasAsked || missing.IsOfOwnKinds)
            entry["rules"] = missing.Rules();
        return entry;
    }

    private void Add(JsonObject operation) => _operations.Add((JsonNode)operation);

    private static JsonObject Operation(string op, string path, JsonNode value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
