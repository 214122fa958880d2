using System.Diagnostics;
using Drills.Frame;
using Drills.Hostile;

namespace Drills.Causes;

internal sealed class SlowLoris : IDrill
{
    private const int OfEach = 400;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    public int Number => 17;

    public string Id => "slow-loris";

    public string Title => "Clients that say next to nothing, for ever";

    public string Promise => "Who does not shake hands within 5 s, send the head of a request within 10 s, or send a body at a pace, is hung up on. Memory follows what was sent, not what was announced.";

    public string Cause => "1,200 connections to a webhook process: a third says nothing at all, a third a byte of a request's head each second, a third announces a body of 7 MiB and sends a byte of it each second.";

    public string Watched => "How long each is borne; requests of people meanwhile.";

    public Bounds Bounds => new() { HealSeconds = 20 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var port = scene.Cluster.Webhooks[0].Port;
        scene.Progress.Tell("1,200 slow connections");
        var silent = Enumerable.Range(0, OfEach).Select(_ => BorneAsync(port, tls: false, "", "", cancel));
        var heads = Enumerable.Range(0, OfEach).Select(_ => BorneAsync(port, tls: true, "POST /validate HTTP/1.1\r\nHost: x\r\nX-Slow: ", "x", cancel));
        var bodies = Enumerable.Range(0, OfEach).Select(_ => BorneAsync(port, tls: true, "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7340000\r\n\r\n", " ", cancel));
        // All three at once.
        var (ofSilent, ofHeads, ofBodies) = (Task.WhenAll(silent), Task.WhenAll(heads), Task.WhenAll(bodies));
        Tell(scene, "silent", "connections that say nothing", await ofSilent);
        Tell(scene, "heads", "connections with a slow head", await ofHeads);
        Tell(scene, "bodies", "connections with a slow body", await ofBodies);
    }

    private static void Tell(Scene scene, string id, string what, TimeSpan[] borne) =>
        scene.Findings.AtMost(30, id, $"the longest that {what} were borne, of {borne.Length}", borne.Max().TotalSeconds, "s");

    // From the handshake until the server hangs up.
    private static async Task<TimeSpan> BorneAsync(int port, bool tls, string first, string each, CancellationToken cancel)
    {
        using var connection = await RawConnection.OpenAsync(port, tls, cancel);
        if (connection is null)
            return TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            var ended = connection.EndedAsync(limit.Token);
            await connection.SayAsync(first, limit.Token);
            while (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(1), limit.Token)) != ended)
            {
                limit.Token.ThrowIfCancellationRequested();
                if (each.Length > 0 && !await connection.SayAsync(each, limit.Token))
                    break;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Borne to the end.
        }

        return watch.Elapsed;
    }
}
