using Drills.Clusters;
using Drills.Frame;

namespace Drills.Causes;

internal sealed class ApiServerUnreachable : IDrill
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    public int Number => 5;

    public string Id => "api-server-unreachable";

    public string Title => "The API server cannot be reached for a minute";

    public string Promise =>
        "Nobody waits for ever: a leader that cannot renew its lease for 10 s stops working and ends. Connections that died without a word are given up within 30 s. What comes back is no storm.";

    public string Cause => "SIGSTOP to kube-apiserver, and all connections of the operator's processes to it fall silent, for a minute; then both go on.";

    public string Watched => "What the operator's processes send on their return; that webhook processes stay ready and alive all the time, so that no kubelet restarts them into a cluster that they could not read.";

    public Bounds Bounds => new() { Failed = null, PlatformFailed = null, Ends = 2, HealSeconds = 75, RequestsASecond = 600 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var cluster = scene.Cluster;
        var server = cluster.Part("kube-apiserver");
        var dead = 0;
        cluster.EachWire(w => w.FallSilent());
        server.Pause();
        try
        {
            using var kubelet = new ReviewClient(keepsConnections: false, TimeSpan.FromSeconds(2));
            for (var second = 0; second < Time.TotalSeconds; second += 5)
            {
                await scene.WaitAsync($"unreachable, {second} s of {Time.TotalSeconds:0}", TimeSpan.FromSeconds(5), cancel);
                foreach (var process in cluster.Webhooks)
                    dead += await kubelet.IsFineAsync(new Uri(process.Health, "livez"), cancel) ? 0 : 1;
            }
        }
        finally
        {
            server.Resume();
            cluster.EachWire(w => w.Speak());
        }

        scene.Findings.AtMost(0, "dead", "times that a webhook process said that it should be restarted, or nothing", dead);
    }
}
