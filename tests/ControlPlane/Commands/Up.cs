using System.Diagnostics;
using ControlPlanes.Certificates;
using ControlPlanes.Installation;
using ControlPlanes.Processes;
using ControlPlanes.Tools;

namespace ControlPlanes.Commands;

/// <summary><c>make up</c>.</summary>
internal static class Up
{
    /// <summary>Brings control plane and operator up, or finds them up.</summary>
    public static async Task<(ControlPlane ControlPlane, OperatorInstallation Operator)> RunAsync(TextWriter log, CancellationToken cancel)
    {
        await log.WriteLineAsync("control plane");
        var controlPlane = await ControlPlane.StartAsync(RunFolder.ControlPlane, log, cancel);
        SecretFile.Write(RunFolder.KubeconfigFile, await StandaloneKubeconfigAsync(controlPlane, log, cancel));
        await log.WriteLineAsync($"  {controlPlane.Origin}, at {controlPlane.Server}");
        await log.WriteLineAsync("operator");
        var installation = await OperatorInstallation.StartAsync(controlPlane, RunFolder.Operator, new InstallationOptions(), log, cancel);
        SecretFile.Write(RunFolder.WebhooksFile, string.Concat(installation.Webhooks.Select(w => w.Url.ToString().TrimEnd('/') + "\n")));
        await log.WriteLineAsync($"  {installation.Controllers.Count} controller and {installation.Webhooks.Count} webhook processes are ready, and admission answers");
        return (controlPlane, installation);
    }

    /// <summary>The command: brings all up and says what to do with it.</summary>
    public static async Task RunAndTellAsync(TextWriter log, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await RunAsync(log, cancel);
        await log.WriteLineAsync(
            $"""
            up after {watch.Elapsed.TotalSeconds:0.0} s
              .run/kubeconfig      the platform admin's kubeconfig
              .run/webhooks        base URLs of the webhook processes
              .run/*/*.log         logs
            next
              export KUBECONFIG=$PWD/.run/kubeconfig
              kubectl explain tenant.spec
              kubectl apply -f config/samples/minimal.yaml && kubectl get tenants
              make demo            shows what a tenant gets and what is refused
              make down            stops it all
            """);
    }

    // A user's own kubeconfig may name files beside it, and other clusters: ours stands alone.
    private static async Task<string> StandaloneKubeconfigAsync(ControlPlane controlPlane, TextWriter log, CancellationToken cancel)
    {
        if (controlPlane.KubeconfigPath.StartsWith(RunFolder.Root, StringComparison.Ordinal))
            return await File.ReadAllTextAsync(controlPlane.KubeconfigPath, cancel);
        string kubectl = await ToolBox.KubectlAsync(log, cancel);
        var view = await CommandLine.RunAsync(
            kubectl, ["config", "view", "--raw", "--flatten", "--minify", "--kubeconfig", controlPlane.KubeconfigPath], cancel: cancel);
        return view.Succeeded ? view.Output : throw new InvalidOperationException($"reading {controlPlane.KubeconfigPath}: {view.Text}");
    }
}
