using Drills.Frame;
using Drills.Wires;

namespace Drills.Causes;

internal sealed class ApiServerErrors : IDrill
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(30);

    public int Number => 6;

    public string Id => "api-server-errors";

    public string Title => "The API server answers 429, and then 500";

    public string Promise =>
        "Webhook processes decide from memory and need no answer of the API server. Requests are tried again a few times, never sooner than the server asks for, and then ever more seldom: a server that is overloaded is not asked more, but less.";

    public string Cause =>
        "All watches are cut, and a proxy before the API server answers every request of the operator's processes with 429 and `Retry-After: 1`, after 30 s with 500, for another 30 s. People's requests reach the API server.";

    public string Watched => "Requests a second in the last ten seconds of each half, of all four processes with some seventy watches; that no request of people fails.";

    // Who leads cannot renew its lease, and ends; so does whoever is started in its place and leads, but nobody can.
    public Bounds Bounds => new() { Ends = 2, HealSeconds = 75, RequestsASecond = 600 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        try
        {
            await RefuseAsync(scene, new(429, "TooManyRequests", RetryAfterSeconds: 1), cancel);
            await RefuseAsync(scene, new(500, "InternalError"), cancel);
        }
        finally
        {
            scene.Cluster.Gate.Refuse(null);
        }
    }

    private static async Task RefuseAsync(Scene scene, Refusal refusal, CancellationToken cancel)
    {
        var gate = scene.Cluster.Gate;
        gate.Refuse(_ => refusal);
        gate.CutWatches();
        await scene.WaitAsync($"{refusal.Code} to everything", Each - TimeSpan.FromSeconds(10), cancel);
        var since = gate.Now;
        await scene.WaitAsync($"{refusal.Code} to everything", TimeSpan.FromSeconds(10), cancel);
        scene.Findings.AtMost(60, $"rate-{refusal.Code}", $"requests a second in the last ten seconds of {refusal.Code}", gate.Since(since).Count / 10.0);
    }
}
