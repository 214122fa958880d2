using System.Text.Json.Nodes;
using Drills.Clusters;
using Drills.Frame;
using OperatorRuntime;

namespace Drills.Causes;

internal sealed class RegistrationsEdited : IDrill
{
    private const string InForce = "tenant_registrations_in_force";

    private static readonly NamespacedName Key = NamespacedName.Cluster("tenant-operator");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // The first of the validating webhooks is one that the people at work here never need.
    private static readonly (string Id, string What, JsonObject Operation)[] Edits =
    [
        ("bundle", "a CA bundle that was taken out", Operation("remove", "clientConfig/caBundle")),
        ("rules", "a webhook whose rules were taken out", Operation("remove", "rules")),
        ("policy", "a failurePolicy that was set to Ignore", Operation("replace", "failurePolicy", "Ignore")),
        ("match-policy", "a matchPolicy that was set to Exact", Operation("replace", "matchPolicy", "Exact")),
        ("namespaces", "a namespaceSelector that was changed", Operation("replace", "namespaceSelector", new JsonObject { ["matchLabels"] = new JsonObject { ["drill"] = "none" } })),
        ("objects", "an objectSelector that was set", Operation("replace", "objectSelector", new JsonObject { ["matchLabels"] = new JsonObject { ["drill"] = "none" } })),
        ("webhook", "a webhook that was taken out", new() { ["op"] = "remove", ["path"] = "/webhooks/0" }),
    ];

    public int Number => 12;

    public string Id => "registrations-edited";

    public string Title => "Webhook registrations are edited and deleted by hand";

    public string Promise =>
        "What is changed in a registration, and what is taken out of it, is put right as soon as the leader sees it; until then that much is open. One that is deleted stays away, since that is the way out in an emergency: nothing is judged by it, a metric says so, and an alert calls somebody. Only platform admins may touch either.";

    public string Cause =>
        "By hand, one after the other, on one webhook: the CA bundle is taken out, the rules are; `failurePolicy` becomes `Ignore`, `matchPolicy` `Exact`, both selectors ask for a label that nothing has; the webhook itself is taken out. Then the MutatingWebhookConfiguration is deleted, and put back by the drill (not the validating one: the forbidden pods of this drill would be let in). What is not repaired within 20 s is put back by the drill.";

    public string Watched => "What is repaired, and how soon; forbidden objects that are stored meanwhile; what is told of the one that is deleted.";

    public Bounds Bounds => new() { Failed = null, Writes = 60 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var original = await OriginalAsync(scene.Cluster.Admin, Kinds.Validating, cancel);
        foreach (var (id, what, operation) in Edits)
            await EditAsync(scene, original, id, what, operation, cancel);
        await DeleteAsync(scene, cancel);
    }

    private static JsonObject Operation(string op, string field, JsonNode? value = null)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = $"/webhooks/0/{field}" };
        if (value is not null)
            operation["value"] = value;
        return operation;
    }

    // Told as a number with a bound: what is never repaired has the limit as its time, and falls short.
    private static async Task EditAsync(Scene scene, JsonObject original, string id, string what, JsonObject operation, CancellationToken cancel)
    {
        var api = scene.Cluster.Admin;
        (await api.JsonPatchAsync(Kinds.Validating, Key, [operation.DeepClone()], null, cancel)).Dispose();
        try
        {
            var took = await Until.HoldsAsync(async () => IsLike(await ReadAsync(api, Kinds.Validating, cancel), original), $"{what} is repaired", scene.Progress.Tell, Limit, cancel);
            scene.Findings.AtMost(10, id, $"time until {what} was repaired", took.TotalSeconds, "s");
        }
        catch (TimeoutException)
        {
            scene.Findings.AtMost(10, id, $"time until {what} was repaired (it was not)", Limit.TotalSeconds, "s");
            await PutBackAsync(api, original, cancel);
        }

        await scene.WaitAsync("as it was", TimeSpan.FromSeconds(2), cancel);
    }

    private static async Task DeleteAsync(Scene scene, CancellationToken cancel)
    {
        var api = scene.Cluster.Admin;
        var original = await OriginalAsync(api, Kinds.Mutating, cancel);
        var inForce = await MetricText.SumAsync(scene.Cluster.Controllers, InForce, cancel);
        await api.DeleteAsync(Kinds.Mutating, Key, null, cancel);
        // Each controller says it of each of the two.
        await TellAsync(inForce - scene.Cluster.Controllers.Count, "told", "time until every controller's metric said that one was deleted");
        await scene.WaitAsync("whether anything makes it again", TimeSpan.FromSeconds(5), cancel);
        scene.Findings.AtMost(0, "made", "registrations that the operator made again", await ReadAsync(api, Kinds.Mutating, cancel) is null ? 0 : 1);
        (await api.CreateAsync(Kinds.Mutating, original, "drills", cancel)).Dispose();
        await TellAsync(inForce, "in-force", "time until every controller's metric said that all was in force again");

        async Task TellAsync(double wanted, string id, string what)
        {
            var took = await Until.HoldsAsync(async () => await MetricText.SumAsync(scene.Cluster.Controllers, InForce, cancel) == wanted, what, scene.Progress.Tell, Limit, cancel);
            scene.Findings.AtMost(10, id, what, took.TotalSeconds, "s");
        }
    }

    private static async Task PutBackAsync(KubeTransport api, JsonObject original, CancellationToken cancel)
    {
        var patch = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/webhooks", ["value"] = original["webhooks"]!.DeepClone() });
        (await api.JsonPatchAsync(Kinds.Validating, Key, patch, null, cancel)).Dispose();
    }

    private static bool IsLike(JsonObject? stored, JsonObject original) => stored is not null && JsonNode.DeepEquals(stored["webhooks"], original["webhooks"]);

    private static async Task<JsonObject> OriginalAsync(KubeTransport api, ResourceType kind, CancellationToken cancel) =>
        await ReadAsync(api, kind, cancel) ?? throw new InvalidOperationException($"there is no {kind.Kind} tenant-operator");

    // Without what the API server adds: so that it can be made anew.
    private static async Task<JsonObject?> ReadAsync(KubeTransport api, ResourceType kind, CancellationToken cancel)
    {
        using var stored = await api.GetAsync(kind, Key, cancel);
        if (stored is null)
            return null;
        var read = JsonNode.Parse(stored.RootElement.GetRawText())!.AsObject();
        var metadata = read["metadata"]!.AsObject();
        foreach (var added in (string[])["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"])
            metadata.Remove(added);
        return read;
    }
}
