using Drills.Frame;

namespace Drills.Causes;

internal sealed class WatchesHung : IDrill
{
    public int Number => 9;

    public string Id => "watches-hung";

    public string Title => "Connections hang without a word";

    public string Promise =>
        "A connection that leads nowhere any more is noticed within 30 s, by pings that are not answered, and another one is made. Until then decisions rest on what was known. The lease has a connection of its own: a renewal is given up after 5 s, and the next goes over a new one, in time for the leader to stay; a leader that reaches nobody stops after 10 s.";

    public string Cause => "A firewall that forgets: every connection of the operator's processes to the API server leads nowhere from one moment on, without a reset; new ones pass. At once an admin changes a Tenant.";

    public string Watched => "The time until the change is carried out and each webhook process decides by it, which is how long decisions can rest on an old view.";

    public Bounds Bounds => new() { HealSeconds = 45 };

    public Task RunAsync(Scene scene, CancellationToken cancel)
    {
        // The last look of every drill is the change that is asked for here.
        scene.Cluster.EachWire(w => w.Forget());
        scene.Findings.Note(
            "Not drilled: a proxy that keeps the connection alive and only withholds a watch's events. It is noticed by silence: three minutes where the server sends a bookmark every minute, else the watch's own timeout, 5 to 10 minutes, and 30 s. Tests with a clock of their own hold that.");
        return Task.CompletedTask;
    }
}
