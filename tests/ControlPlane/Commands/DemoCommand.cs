using System.Diagnostics;
using ControlPlanes.Certificates;
using ControlPlanes.Demo;
using ControlPlanes.Tools;

namespace ControlPlanes.Commands;

/// <summary><c>make demo</c>: brings all up, plays, and says whether all went as it has to.</summary>
internal static class DemoCommand
{
    /// <returns>The exit code: 0 when every step behaved as expected.</returns>
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var (controlPlane, _) = await Up.RunAsync(output, cancel);
        await output.WriteLineAsync($"up after {watch.Elapsed.TotalSeconds:0.0} s");
        string alice = Path.Combine(RunFolder.Root, "alice.kubeconfig");
        SecretFile.Write(alice, await File.ReadAllTextAsync(await controlPlane.KubeconfigForAsync("alice", [], cancel), cancel));
        var stage = new Stage(output, await ToolBox.KubectlAsync(output, cancel), RunFolder.KubeconfigFile, alice);
        await new Play(stage).RunAsync(cancel);
        await output.WriteLineAsync();
        if (stage.Failures.Count == 0)
        {
            await output.WriteLineAsync(
                $"""
                Everything went as it has to, in {watch.Elapsed.TotalSeconds:0.0} s. To try next:
                  export KUBECONFIG=$PWD/.run/kubeconfig
                  kubectl explain tenant.spec.network
                  kubectl apply -f tests/ControlPlane/Demo/tenant.yaml && kubectl describe tenant demo
                  kubectl --kubeconfig .run/alice.kubeconfig create deployment web --image=nginx -n demo-dev
                  make down            stops it all
                """);
            return 0;
        }

        await output.WriteLineAsync($"{stage.Failures.Count} steps did not go as they have to:");
        foreach (string failure in stage.Failures)
            await output.WriteLineAsync($"  {failure}");
        await output.WriteLineAsync("logs: .run/operator/*.log");
        return 1;
    }
}
