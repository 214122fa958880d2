using System.Globalization;
using System.Runtime.InteropServices;

namespace Webhooks.Reviews;

/// <summary>Until when a request must be answered. The API server gives up at its own timeout, which it tells in the query.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Deadline(TimeProvider Time, long End)
{
    // What the registrations ask for.
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(5);

    // For the answer's way back, and for a machine that is busy.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    /// <summary>What is left; zero when nothing is.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = Time.GetElapsedTime(Time.GetTimestamp(), End);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The deadline of a request that comes now.</summary>
    /// <param name="timeout">The query's <c>timeout</c>, a duration as Go writes them: <c>5s</c>, <c>1m30s</c>. Unreadable or absent: 5 s.</param>
    /// <param name="time">The clock.</param>
    public static Deadline From(ReadOnlySpan<char> timeout, TimeProvider time)
    {
        var whole = TryParse(timeout, out var given) && given > TimeSpan.Zero ? given : Default;
        var usable = whole > Margin * 2 ? whole - Margin : whole / 2;
        return new(time, time.GetTimestamp() + (long)(usable.TotalSeconds * time.TimestampFrequency));
    }

    private static bool TryParse(ReadOnlySpan<char> rest, out TimeSpan duration)
    {
        duration = default;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            rest = rest[unit.Length..];
            var seconds = unit switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, _ => double.NaN };
            // The API server allows 30 s at most; more than a day is no timeout.
            if (!(number * seconds <= 86_400))
                return false;
            duration += TimeSpan.FromSeconds(number * seconds);
        }
        return duration > TimeSpan.Zero;
    }
}
