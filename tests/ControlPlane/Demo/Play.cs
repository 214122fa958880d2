using ControlPlanes.Processes;

namespace ControlPlanes.Demo;

/// <summary>What the demo shows, act by act.</summary>
internal sealed class Play(Stage stage)
{
    private const string Namespace = "demo-dev";
    private const string Walls = "resourcequota,limitrange,networkpolicy,rolebinding";
    private const string DefaultDeny = "tenant-default-deny";
    private static readonly string[] Unprotect = ["patch", "tenant", "demo", "--type=merge", "-p", """{"spec":{"deletionProtection":false}}"""];

    private static string Manifest(string name) => Path.GetRelativePath(Repository.Root, Repository.PathOf("tests", "ControlPlane", "Demo", name));

    public async Task RunAsync(CancellationToken cancel)
    {
        await ClearAsync(cancel);
        // A control plane that is new: the operator has just begun.
        await stage.UntilAsync(async () => (await stage.AskAsync(cancel, "get", "tenantclass", "standard")).Succeeded, cancel);
        await ApplyTenantAsync(cancel);
        await ShowWallsAsync(cancel);
        await RunPodAsync(cancel);
        await BreakOutAsync(cancel);
        await RepairAsync(cancel);
        await DeleteAsync(cancel);
    }

    // What an interrupted demo left behind.
    private async Task ClearAsync(CancellationToken cancel)
    {
        await stage.AskAsync(cancel, Unprotect);
        await stage.AskAsync(cancel, "delete", "tenant", "demo", "--ignore-not-found", "--timeout=60s");
        await stage.UntilAsync(async () => !(await stage.AskAsync(cancel, "get", "namespace", Namespace)).Succeeded, cancel);
    }

    private async Task ApplyTenantAsync(CancellationToken cancel)
    {
        stage.Act("A Tenant of three lines", "A platform admin says who owns it and which namespaces it has. All else is strict by default; the quotas come from the class \"standard\".");
        stage.Say(await File.ReadAllTextAsync(Repository.PathOf("tests", "ControlPlane", "Demo", "tenant.yaml"), cancel));
        var applied = await stage.AdminAsync(cancel, "apply", "-f", Manifest("tenant.yaml"));
        var ready = await stage.AdminAsync(cancel, "wait", "tenant/demo", "--for=condition=Ready", "--timeout=60s");
        await stage.AdminAsync(cancel, "get", "tenants");
        stage.Expect(applied.Succeeded && ready.Succeeded, "the tenant is ready");
    }

    private async Task ShowWallsAsync(CancellationToken cancel)
    {
        stage.Act("What appeared", "A namespace with its labels, quotas, limits, network policies that let in nobody from outside, and role bindings, which come last.");
        await stage.AdminAsync(cancel, "get", "namespace", Namespace, "--show-labels");
        var walls = await stage.AdminAsync(cancel, "get", Walls, "-n", Namespace, "-o", "name");
        foreach (string wall in (string[])["resourcequota/tenant-quota-compute", "resourcequota/tenant-quota-objects", "limitrange/tenant-limits-defaults", DefaultDeny, "tenant-allow-dns", "tenant-allow-same-tenant", "tenant-owners"])
            stage.Expect(walls.Output.Contains(wall, StringComparison.Ordinal), $"{wall} stands in {Namespace}");
    }

    private async Task RunPodAsync(CancellationToken cancel)
    {
        stage.Act("A pod of alice's", "It says nothing of security, but pulls its image always, as its class asks. It is let in, with the safe defaults that the Restricted standard asks for.");
        stage.Say(await File.ReadAllTextAsync(Repository.PathOf("tests", "ControlPlane", "Demo", "pod.yaml"), cancel));
        // The namespace's own service account is made by Kubernetes, a moment after the namespace.
        await stage.UntilAsync(async () => (await stage.AskAsync(cancel, "get", "serviceaccount", "default", "-n", Namespace)).Succeeded, cancel);
        var created = await stage.AliceAsync(cancel, quiet: false, "create", "-f", Manifest("pod.yaml"));
        stage.Expect(created.Succeeded, "the pod is let in");
        var pod = await stage.AliceAsync(cancel, quiet: false, "get", "pod", "web", "-n", Namespace, "-o", "jsonpath={.spec.securityContext}{\"\\n\"}{.spec.containers[0].securityContext}{\"\\n\"}{.metadata.labels}");
        foreach (string setting in (string[])["\"runAsNonRoot\":true", "\"RuntimeDefault\"", "\"allowPrivilegeEscalation\":false", "\"ALL\"", "\"tenantoperator.io/tenant\":\"demo\""])
            stage.Expect(pod.Output.Contains(setting, StringComparison.Ordinal), $"it got {setting}");
    }

    private async Task BreakOutAsync(CancellationToken cancel)
    {
        stage.Act("Ten break-outs", "Alice tries what would take her out of her namespace. Each is refused, by its rule, with what was seen and what is allowed.");
        int number = 0;
        foreach (var attempt in BreakOut.All)
        {
            stage.Scene($"({++number}) {attempt.Attempt}");
            Judge(await stage.AliceAsync(cancel, quiet: true, "create", "-f", Path.GetRelativePath(Repository.Root, attempt.File)), attempt.Rule);
        }

        stage.Scene($"({++number}) tear down the wall itself: somebody has given alice the right to, by mistake");
        await stage.AdminAsync(cancel, "create", "rolebinding", "mistake", "--clusterrole=admin", "--user=alice", "-n", Namespace);
        Judge(await stage.AliceAsync(cancel, quiet: true, "delete", "networkpolicy", DefaultDeny, "-n", Namespace), "managed/objects");
        await stage.AskAsync(cancel, "delete", "rolebinding", "mistake", "-n", Namespace);
        stage.Expect(number == 10, "ten were tried");
    }

    private void Judge(CommandLine.Result result, string rule)
    {
        stage.Say("  " + Refusal(result.Text).ReplaceLineEndings("\n  "));
        // Refused for another reason, or because nobody answered, is not what is to be shown.
        stage.Expect(!result.Succeeded && result.Text.Contains(rule + ":", StringComparison.Ordinal), $"refused by {rule}");
    }

    private async Task RepairAsync(CancellationToken cancel)
    {
        stage.Act("Drift", "A platform admin, who may, deletes the network policy that keeps others out. The operator puts it back.");
        string before = await UidAsync(cancel);
        await stage.AdminAsync(cancel, "delete", "networkpolicy", DefaultDeny, "-n", Namespace);
        var took = await stage.UntilAsync(async () => await UidAsync(cancel) is { Length: > 0 } now && now != before, cancel);
        stage.Expect(took is not null, took is null ? "it was put back within a minute" : $"it was back {took.Value.TotalMilliseconds:0} ms after kubectl returned");
    }

    private async Task DeleteAsync(CancellationToken cancel)
    {
        stage.Act("The end", "A Tenant that has namespaces is protected. Once it says that it may go, it is deleted, and its namespaces with it.");
        var refused = await stage.AdminAsync(cancel, "delete", "tenant", "demo");
        stage.Expect(!refused.Succeeded, "it is protected");
        await stage.AdminAsync(cancel, Unprotect);
        await stage.AdminAsync(cancel, "delete", "tenant", "demo", "--timeout=60s");
        var took = await stage.UntilAsync(async () => !(await stage.AskAsync(cancel, "get", "namespace", Namespace)).Succeeded, cancel);
        var gone = await stage.AdminAsync(cancel, "get", "tenant", "demo", "--ignore-not-found");
        stage.Expect(took is not null && gone.Succeeded && gone.Output.Length == 0, $"the tenant and {Namespace} are gone");
    }

    private async Task<string> UidAsync(CancellationToken cancel) =>
        (await stage.AskAsync(cancel, "get", "networkpolicy", DefaultDeny, "-n", Namespace, "-o", "jsonpath={.metadata.uid}")).Output;

    // Without what kubectl puts before it: which webhook, and which file.
    private static string Refusal(string text)
    {
        const string mark = "denied the request: ";
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? text : text[(at + mark.Length)..];
    }
}
