using System.Globalization;
using ControlPlanes.Commands;
using ControlPlanes.Installation;
using ControlPlanes.Tools;

const string usage = """
    usage: control-plane COMMAND
      up                      start a control plane and the operator in the background, or say that they run
      down                    stop what up started
      demo                    bring all up and show a tenant made, attacked, repaired and deleted
      status                  tell what of it runs
      tool helm|kubectl       print the tool's path; fetches it when the machine has none
      balance PORT TARGET...  forward loopback connections to ports, PORT or PORT/HEALTHPORT, that are ready, in turn (used by up)
    """;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};

try
{
    return await RunAsync(args, interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("interrupted; make up goes on from here, make down stops what runs");
    return 130;
}
catch (Exception e) when (e is InvalidOperationException or IOException or TimeoutException or HttpRequestException or k8s.Autorest.HttpOperationException)
{
    // What people can do something about; anything else is a defect, and its stack trace belongs into the report.
    await Console.Error.WriteLineAsync($"error: {e.Message}{(e is k8s.Autorest.HttpOperationException api ? ": " + api.Response.Content : "")}");
    return 1;
}

static async Task<int> RunAsync(string[] args, CancellationToken cancel)
{
    switch (args)
    {
        case ["up"]:
            using (RunFolder.Hold())
                await Up.RunAndTellAsync(Console.Out, cancel);
            return 0;
        case ["down"]:
            using (RunFolder.Hold())
                await Down.RunAsync(Console.Out, cancel);
            return 0;
        case ["demo"]:
            using (RunFolder.Hold())
                return await DemoCommand.RunAsync(Console.Out, cancel);
        case ["status"]:
            return await Status.RunAsync(Console.Out);
        case ["tool", "helm"]:
            Console.WriteLine(await ToolBox.HelmAsync(Console.Error, cancel));
            return 0;
        case ["tool", "kubectl"]:
            Console.WriteLine(await ToolBox.KubectlAsync(Console.Error, cancel));
            return 0;
        case ["balance", var port, .. var targets]:
            using (var balancer = Balancer.Listen(int.Parse(port, CultureInfo.InvariantCulture), [.. targets.Select(Endpoint.Parse)]))
                await balancer.Ended;
            return 0;
        default:
            await Console.Error.WriteLineAsync(usage);
            return 2;
    }
}
