using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Drills.Clusters;
using Drills.Frame;
using Drills.Hostile;

namespace Drills.Causes;

internal sealed class HostileRequests : IDrill
{
    private const int Requests = 200_000;
    private const int Connections = 2_000;
    private const int Senders = 32;
    private const int Seed = 20_200;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    public int Number => 16;

    public string Id => "hostile-requests";

    public string Title => "200,000 malformed, truncated and hostile requests";

    public string Promise =>
        "What is no AdmissionReview gets a 4xx and one line, never a stack trace; a review, whatever is in it, is decided. Nothing in a body makes a process panic, keep memory or neglect others.";

    public string Cause =>
        "32 clients at once post to a webhook process: noise, reviews that are cut off at any byte, with bits flipped, members that come twice, wrong types, control characters, thousands of labels, depths up to 5,000, bodies over 7 MiB, and forbidden pods as they are. And 2,000 connections say what is no TLS, no HTTP, or less than they announced.";

    public string Watched => "The answers: none with 5xx, none missing, none with a stack trace, no forbidden pod allowed. Requests of people meanwhile. Memory before and after.";

    public Bounds Bounds => new() { GrowthMiB = 96, HealSeconds = 30 };

    public async Task RunAsync(Scene scene, CancellationToken cancel)
    {
        var process = scene.Cluster.Webhooks[0];
        var url = new Uri(process.Url, "validate?timeout=5s");
        var bodies = new HostileBodies(scene.Cluster.Namespaces[0]);
        var count = new Count();
        var watch = Stopwatch.StartNew();
        List<Task> all = [.. Enumerable.Range(0, Senders).Select(n => SendAsync(url, bodies, new(Seed + n), count, watch, cancel)), .. Nonsense(process.Port, cancel), TellAsync(scene, count, watch, cancel)];
        await Task.WhenAll(all);

        scene.Findings.AtLeast(Requests, "sent", string.Create(CultureInfo.InvariantCulture, $"requests sent in {watch.Elapsed.TotalSeconds:0} s"), count.Sent);
        foreach (var (code, times) in count.Codes.OrderBy(c => c.Key))
            scene.Findings.Note(string.Create(CultureInfo.InvariantCulture, $"{(code == 0 ? "No answer" : $"Answered {code}")}: {times:#,0} times."));
        scene.Findings.AtMost(0, "errors", "answers with 5xx", count.Codes.Where(c => c.Key >= 500).Sum(c => c.Value));
        scene.Findings.AtMost(0, "unanswered", "requests without an answer, but for bodies that are too large", count.Unanswered);
        scene.Findings.AtMost(0, "traces", "answers with a stack trace", count.Traces);
        scene.Findings.AtMost(0, "allowed", "forbidden pods and broken reviews that were allowed", count.Allowed);
    }

    private static Task SendAsync(Uri url, HostileBodies bodies, Random random, Count count, Stopwatch watch, CancellationToken cancel) => Task.Run(
        async () =>
        {
            using var client = new ReviewClient(keepsConnections: true, TimeSpan.FromSeconds(20));
            while (watch.Elapsed < Limit && count.Begin(Requests))
            {
                var body = bodies.Next(random);
                count.End(body, await client.PostAsync(url, body.Bytes, cancel));
            }
        },
        cancel);

    private static async Task TellAsync(Scene scene, Count count, Stopwatch watch, CancellationToken cancel)
    {
        while (count.Sent < Requests && watch.Elapsed < Limit)
        {
            scene.Progress.Tell(string.Create(CultureInfo.InvariantCulture, $"{count.Sent:#,0} of {Requests:#,0} requests"));
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
        }
    }

    // Four at a time, and each a little while: what they take of the process is its patience, not its processor.
    private static IEnumerable<Task> Nonsense(int port, CancellationToken cancel) => Enumerable.Range(0, 4).Select(n => Task.Run(
        async () =>
        {
            var random = new Random(Seed - n);
            for (var i = 0; i < Connections / 4; i++)
                await SayNonsenseAsync(port, random, cancel);
        },
        cancel));

    private static async Task SayNonsenseAsync(int port, Random random, CancellationToken cancel)
    {
        var noise = new byte[random.Next(1, 4000)];
        random.NextBytes(noise);
        var kind = random.Next(3);
        using var connection = await RawConnection.OpenAsync(port, tls: kind > 0, cancel);
        if (connection is null)
            return;
        await connection.SayAsync(kind < 2 ? noise : Encoding.ASCII.GetBytes("POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{\"kind\":"), cancel);
    }

    /// <summary>How the requests ended.</summary>
    private sealed class Count
    {
        private int sent;
        private int unanswered;
        private int traces;
        private int allowed;

        public int Sent => Math.Min(Volatile.Read(ref sent), Requests);

        public int Unanswered => unanswered;

        public int Traces => traces;

        public int Allowed => allowed;

        public ConcurrentDictionary<int, int> Codes { get; } = new();

        /// <summary>Whether there is one more to send.</summary>
        public bool Begin(int most) => Interlocked.Increment(ref sent) <= most;

        public void End(HostileBody body, (int Code, string Text) answer)
        {
            Codes.AddOrUpdate(answer.Code, 1, (_, n) => n + 1);
            if (answer.Code == 0 && !body.MayBreak)
                Interlocked.Increment(ref unanswered);
            if (answer.Text.Contains("   at ", StringComparison.Ordinal))
                Interlocked.Increment(ref traces);
            if (body.MustBeRefused && answer.Code == 200 && answer.Text.Contains("\"allowed\":true", StringComparison.Ordinal))
                Interlocked.Increment(ref allowed);
        }
    }
}
