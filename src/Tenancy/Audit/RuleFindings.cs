using Tenancy.Isolation;

namespace Tenancy.Audit;

/// <summary>The objects that break one rule.</summary>
public sealed class RuleFindings
{
    /// <summary>How many objects are named: enough to begin with, and few enough for a status.</summary>
    public const int MostExamples = 3;

    private readonly List<Example> examples = [];

    /// <summary>How many objects break the rule.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Example> Examples => examples;

    /// <summary>What is wrong with the first example; null when it has been told.</summary>
    public Violation? FirstProblem { get; internal set; }

    internal void Add(Example example, Violation violation)
    {
        if (Count++ == 0)
            FirstProblem = violation;
        if (examples.Count < MostExamples)
            examples.Add(example);
    }

    internal void Add(RuleFindings others)
    {
        FirstProblem ??= Count == 0 ? others.FirstProblem : null;
        Count += others.Count;
        examples.AddRange(others.examples.Take(MostExamples - examples.Count));
    }
}
