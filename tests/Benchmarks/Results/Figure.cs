using System.Text.Json.Serialization;
using Benchmarks.Statistics;

namespace Benchmarks.Results;

/// <summary>One number that the project answers for.</summary>
/// <param name="Id">Unique within its section, and the same in every run: a reason why it falls short is kept by it.</param>
/// <param name="Name">What it is, for the page.</param>
/// <param name="Value">The median of the rounds, and how far they spread.</param>
/// <param name="Unit">Such as <c>ms</c>, <c>MiB</c>; <c>×</c> for a ratio to the baseline of the same run.</param>
/// <param name="Target">What it has to reach; null when it is told for information.</param>
public sealed record Figure(string Id, string Name, Spread Value, string Unit, Target? Target = null)
{
    [JsonIgnore]
    public bool FallsShort => Target is { } target && !target.IsMetBy(Value.Median);
}
