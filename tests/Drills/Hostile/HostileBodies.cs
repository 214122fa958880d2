using System.Text;
using ControlPlanes;
using Drills.Clusters;

namespace Drills.Hostile;

/// <summary>Bodies that no API server sends, by the dice: malformed, truncated, hostile. The same dice give the same bodies.</summary>
internal sealed class HostileBodies
{
    private const int TooLarge = (7 * 1024 * 1024) + 1;

    private readonly byte[] forbidden;
    private readonly string text;
    private readonly byte[] large = new byte[TooLarge];
    private readonly IReadOnlyList<byte[]> seeds;

    /// <param name="ns">A tenant's namespace.</param>
    public HostileBodies(string ns)
    {
        forbidden = Reviews.ForbiddenPod(ns);
        text = Encoding.UTF8.GetString(forbidden);
        Array.Fill(large, (byte)' ');
        seeds = [.. Directory.EnumerateFiles(Repository.PathOf("tests", "Fuzz", "seeds")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    public HostileBody Next(Random random) => random.Next(1000) switch
    {
        // 7 MiB each: enough to be seen, and too few to fill the time.
        0 => new(large, MayBreak: true),
        < 150 => new(Noise(random)),
        < 350 => new(forbidden[..random.Next(forbidden.Length - 1)]),
        < 550 => new(Flipped(random), MustBeRefused: false),
        < 600 => new(Deep(random)),
        < 650 => new(Encoding.UTF8.GetBytes(text.Replace("\"hostNetwork\":true", "\"hostNetwork\":true,\"hostNetwork\":false", StringComparison.Ordinal))),
        < 700 => new(Encoding.UTF8.GetBytes(text.Replace("\"hostNetwork\":true", "\"hostNetwork\":\"false\"", StringComparison.Ordinal)), MustBeRefused: false),
        < 750 => new(Encoding.UTF8.GetBytes(text.Replace("web:1.0", new string((char)random.Next(1, 32), 1), StringComparison.Ordinal))),
        < 800 => new(Encoding.UTF8.GetBytes(text.Replace("\"labels\":{", $"\"labels\":{{{Many(random)},", StringComparison.Ordinal))),
        < 850 => new(seeds[random.Next(seeds.Count)], MustBeRefused: false),
        _ => new(forbidden),
    };

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(2000)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Deep(Random random)
    {
        var depth = random.Next(65, 5_000);
        return Encoding.ASCII.GetBytes(random.Next(2) == 0 ? new string('[', depth) : string.Concat(Enumerable.Repeat("{\"request\":", depth)));
    }

    private static string Many(Random random) => string.Join(',', Enumerable.Range(0, random.Next(1, 2000)).Select(i => $"\"label-{i}\":\"{random.Next()}\""));

    private byte[] Flipped(Random random)
    {
        var flipped = (byte[])forbidden.Clone();
        for (var n = random.Next(1, 6); n > 0; n--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
