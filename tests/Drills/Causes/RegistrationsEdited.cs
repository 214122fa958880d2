using System.Text.Json.Nodes;
using Drills.Clusters;
using Drills.Frame;
using OperatorRuntime;

namespace Drills.Causes;

internal sealed class RegistrationsEdited : IDrill
{
    private static readonly NamespacedName Key = NamespacedName.Cluster("tenant-operator");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public int Number => 12;

    public string Id => "registrations-edited";

    public string Title => "Webhook registrations are edited and deleted by hand";

    public string Promise =>
        "No write is let through unchecked. The controller keeps the CA bundle and the rules of each webhook as they must be. Of the rest of a registration, which comes from the chart, and of one that is gone, nothing is promised yet; only platform admins may touch it.";

    public string Cause =>
        "By hand, one after the other: the CA bundle is taken out of a webhook, then its rules; a `failurePolicy` becomes `Ignore`; a webhook is taken out; the ValidatingWebhookConfiguration is deleted. What is not repaired within 20 s is put back by the drill.";

    public string Watched => "What is repaired, and how soon; forbidden objects that are stored meanwhile.";

    public Bounds Bounds => new() { Failed = null, Writes = 60 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var original = await ReadAsync(scene.Cluster.Admin, cancel) ?? throw new InvalidOperationException("there is no ValidatingWebhookConfiguration tenant-operator");
        await EditAsync(scene, original, "bundle", "a CA bundle that was taken out", Patch("remove", "/webhooks/0/clientConfig/caBundle"), cancel);
        await EditAsync(scene, original, "rules", "a webhook whose rules were taken out", Patch("remove", "/webhooks/0/rules"), cancel);
        await EditAsync(scene, original, "policy", "a failurePolicy that was set to Ignore", Patch("replace", "/webhooks/0/failurePolicy", "Ignore"), cancel);
        await EditAsync(scene, original, "webhook", "a webhook that was taken out", Patch("remove", "/webhooks/0"), cancel);

        await scene.Cluster.Admin.DeleteAsync(Kinds.Validating, Key, null, cancel);
        await RepairedAsync(scene, original, "deleted", "a registration that was deleted", cancel);
    }

    private static JsonArray Patch(string op, string path, string? value = null)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = path };
        if (value is not null)
            operation["value"] = value;
        return new(operation);
    }

    private static async Task EditAsync(Scene scene, JsonObject original, string id, string what, JsonArray patch, CancellationToken cancel)
    {
        (await scene.Cluster.Admin.JsonPatchAsync(Kinds.Validating, Key, patch, null, cancel)).Dispose();
        await RepairedAsync(scene, original, id, what, cancel);
    }

    // Told as a number with a bound: what is never repaired has the limit as its time, and falls short.
    private static async Task RepairedAsync(Scene scene, JsonObject original, string id, string what, CancellationToken cancel)
    {
        var api = scene.Cluster.Admin;
        try
        {
            var took = await Until.HoldsAsync(async () => IsLike(await ReadAsync(api, cancel), original), $"{what} is repaired", scene.Progress.Tell, Limit, cancel);
            scene.Findings.AtMost(10, id, $"time until {what} was repaired", took.TotalSeconds, "s");
        }
        catch (TimeoutException)
        {
            scene.Findings.AtMost(10, id, $"time until {what} was repaired (it was not)", Limit.TotalSeconds, "s");
            await PutBackAsync(api, original, cancel);
        }

        await scene.WaitAsync("as it was", TimeSpan.FromSeconds(2), cancel);
    }

    private static async Task PutBackAsync(KubeTransport api, JsonObject original, CancellationToken cancel)
    {
        if (await ReadAsync(api, cancel) is not { } stored)
        {
            (await api.CreateAsync(Kinds.Validating, original.DeepClone().AsObject(), "drills", cancel)).Dispose();
            return;
        }

        var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/webhooks", ["value"] = original["webhooks"]!.DeepClone() });
        // A registration without any webhook has no such member.
        if (stored["webhooks"] is null)
            patch[0]!["op"] = "add";
        (await api.JsonPatchAsync(Kinds.Validating, Key, patch, null, cancel)).Dispose();
    }

    private static bool IsLike(JsonObject? stored, JsonObject original) => stored is not null && JsonNode.DeepEquals(stored["webhooks"], original["webhooks"]);

    // Without what the API server adds: so that it can be made anew.
    private static async Task<JsonObject?> ReadAsync(KubeTransport api, CancellationToken cancel)
    {
        using var stored = await api.GetAsync(Kinds.Validating, Key, cancel);
        if (stored is null)
            return null;
        var read = JsonNode.Parse(stored.RootElement.GetRawText())!.AsObject();
        var metadata = read["metadata"]!.AsObject();
        foreach (var added in (string[])["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"])
            metadata.Remove(added);
        return read;
    }
}
