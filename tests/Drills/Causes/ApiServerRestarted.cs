using Drills.Frame;

namespace Drills.Causes;

internal sealed class ApiServerRestarted : IDrill
{
    public int Number => 4;

    public string Id => "api-server-restarted";

    public string Title => "The API server dies and comes back";

    public string Promise =>
        "Watches resume where they ended, or list again where the API server has forgotten that; with a back-off and jitter, and without a storm of writes. A controller that could not renew its lease in time ends and is started again.";

    public string Cause => "`kill -9` of kube-apiserver; after 5 s it is started again.";

    public string Watched => "Writes and requests of the operator after the return. Requests of people fail while there is no API server, which is no matter of the operator's.";

    public Bounds Bounds => new() { Failed = null, PlatformFailed = null, Ends = 2, HealSeconds = 60, RequestsASecond = 600 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        await scene.Cluster.Part("kube-apiserver").KillAsync();
        try
        {
            await scene.WaitAsync("there is no API server", TimeSpan.FromSeconds(5), cancel);
        }
        finally
        {
            scene.Progress.Tell("starting kube-apiserver again");
            await scene.Cluster.RestartControlPlaneAsync(cancel);
        }
    }
}
