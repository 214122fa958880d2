using Drills.Frame;

namespace Drills.Causes;

internal sealed class EtcdPaused : IDrill
{
    public int Number => 7;

    public string Id => "etcd-paused";

    public string Title => "etcd stands still";

    public string Promise =>
        "Webhook processes go on deciding from memory. Nothing can be written, so the leader cannot renew its lease and ends in time, before another could lead. On return nothing is written that was not asked for.";

    public string Cause => "SIGSTOP to etcd for 30 s.";

    public string Watched => "The operator's writes on return. People's writes wait, and fail, as they do without the operator.";

    public Bounds Bounds => new() { Failed = null, PlatformFailed = null, Ends = 3, HealSeconds = 75, Writes = 60 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var etcd = scene.Cluster.Part("etcd");
        etcd.Pause();
        try
        {
            await scene.WaitAsync("etcd stands still", TimeSpan.FromSeconds(30), cancel);
        }
        finally
        {
            etcd.Resume();
        }
    }
}
