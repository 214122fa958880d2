using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlanes.Installation;
using Drills.Clusters;
using Drills.Frame;
using OperatorRuntime;

namespace Drills.Causes;

internal sealed class TwoLeaders : IDrill
{
    // As many as the old leader's workers have in hand when it wakes: four Tenants, eight namespaces.
    private const int InHand = 12;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly ResourceType RoleBindings = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true);

    public int Number => 10;

    public string Id => "two-leaders";

    public string Title => "Two controllers that both believe to lead";

    public string Promise =>
        "Who leads is decided by the lease, by each process's own clock that stands still for nobody: a leader that slept past its deadline finds that out as it wakes, and ends. What it had in hand is decided by the API server's optimistic concurrency, and put right by who leads now. Nothing is deleted by mistake.";

    public string Cause =>
        "Six Tenants are made, and the leader is paused (SIGSTOP) in the midst of the work. Another leads and finishes it. Then a Tenant is deleted, one gets another quota, one loses its members; when that is done the old leader wakes (SIGCONT), its queues full of what was.";

    public string Watched => "Writes of the old leader after it woke; what stands in the end; how long there were two.";

    public Bounds Bounds => new() { Writes = 400, HealSeconds = 45, Ends = 1 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        var tenants = Enumerable.Range(1, 6).Select(n => new DrillTenant(string.Create(CultureInfo.InvariantCulture, $"two-{n}"))).ToArray();
        var before = await cluster.HolderAsync(cancel);
        var old = await cluster.LeaderAsync(cancel);
        try
        {
            foreach (var tenant in tenants)
                await tenant.MakeAsync(cluster.Admin, cancel);
            old.Pause();
            var led = await Until.HoldsAsync(async () => await cluster.HolderAsync(cancel) is { Length: > 0 } now && now != before, "another controller leads", scene.Progress.Tell, Limit, cancel);
            scene.Findings.AtMost(25, "led", "time until another controller led", led.TotalSeconds, "s");
            await cluster.WaitReadyAsync(tenants, scene.Progress, cancel);
            await ChangeAsync(cluster, tenants, scene, cancel);
            await WakeAsync(scene, old, cancel);
        }
        finally
        {
            old.Resume();
        }

        await scene.WaitAsync("what the old leader wrote is seen", TimeSpan.FromSeconds(5), cancel);
        var wrong = await WrongAsync(cluster, tenants, cancel);
        scene.Findings.AtMost(0, "wrong", "things that are not as they were asked for last", wrong.Count);
        foreach (var one in wrong)
            scene.Findings.Note($"Wrong: {one}.");
        foreach (var tenant in tenants)
            await cluster.Admin.DeleteAsync(Kinds.Tenant, NamespacedName.Cluster(tenant.Name), null, cancel);
    }

    private static async Task ChangeAsync(DrillCluster cluster, DrillTenant[] tenants, Scene scene, CancellationToken cancel)
    {
        await cluster.Admin.DeleteAsync(Kinds.Tenant, NamespacedName.Cluster(tenants[0].Name), null, cancel);
        await tenants[1].ChangeAsync(cluster.Admin, new() { ["quotas"] = new JsonArray(new JsonObject { ["name"] = "q", ["hard"] = new JsonObject { ["pods"] = "7" } }) }, cancel);
        await tenants[2].ChangeAsync(cluster.Admin, new() { ["members"] = new JsonArray() }, cancel);
        await Until.HoldsAsync(async () => (await WrongAsync(cluster, tenants, cancel)).Count == 0, "the changes are carried out", scene.Progress.Tell, Limit, cancel);
    }

    private static async Task WakeAsync(Scene scene, OperatorProcess old, CancellationToken cancel)
    {
        var (gate, kubelet) = (scene.Cluster.Gate, scene.Cluster.Kubelet);
        var (woken, ends) = (gate.Now, kubelet.Ends.Count);
        old.Resume();
        // Until it has ended, it believes to lead; the kubelet starts it again.
        var ended = await Until.HoldsAsync(() => Task.FromResult(kubelet.Ends.Count > ends), "the old leader ends", scene.Progress.Tell, Limit, cancel);
        var written = gate.Since(woken).Where(s => s.Sender == old.Name && s.IsWrite && s.IsDone && s.At < woken + ended).ToList();
        scene.Findings.AtMost(20, "ended", "time from its waking until the old leader had ended", ended.TotalSeconds, "s");
        scene.Findings.AtMost(InHand, "written", "writes of the old leader that were taken after it woke", written.Count);
        scene.Findings.AtMost(0, "deleted", "deletions among them", written.Count(s => s.Method == "DELETE"));
        foreach (var write in written.Take(5))
            scene.Findings.Note($"After it woke: `{write.Method} {write.Path}`");
    }

    private static async Task<IReadOnlyList<string>> WrongAsync(DrillCluster cluster, DrillTenant[] tenants, CancellationToken cancel)
    {
        var wrong = new List<string>();
        foreach (var ns in tenants[0].Namespaces)
        {
            using var stored = await cluster.Admin.GetAsync(Kinds.Namespace, NamespacedName.Cluster(ns), cancel);
            if (stored is not null && !stored.RootElement.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _))
                wrong.Add($"namespace {ns} of the deleted Tenant is there");
        }

        if (await tenants[1].PodsAllowedAsync(cluster.Admin, cancel) is var pods && pods != 7)
            wrong.Add($"the quota of {tenants[1].Namespaces[0]} allows {pods} pods, not 7");
        using var bindings = await cluster.Admin.ListPageAsync(RoleBindings, new() { Namespace = tenants[2].Namespaces[0] }, cancel);
        if (bindings.Items.Any(b => b.GetRawText().Contains($"{tenants[2].Name}-devs", StringComparison.Ordinal)))
            wrong.Add($"the members of {tenants[2].Name} still have their rights");
        return wrong;
    }
}
