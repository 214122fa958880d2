using System.Collections.Frozen;

namespace Tenancy.Isolation;

/// <summary>Every rule there is: the classes in the folders below <c>Isolation/</c>, listed at build time.</summary>
public static partial class RuleCatalogue
{
    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<IRule> All { get; } = [.. Instantiate().OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<(string Group, string Resource, Operations Operation, Stage Stage), GuardedRule[]> ByTarget =
        All.SelectMany(rule => rule.Guards, (rule, guard) => (rule, guard))
            .SelectMany(x => Split(x.guard.Operations), (x, operation) => (x.rule, x.guard, operation))
            .GroupBy(x => (x.guard.Group, x.guard.Resource, x.operation, x.guard.Stage))
            .ToFrozenDictionary(g => g.Key, g => g.Select(x => new GuardedRule(x.rule, x.guard.Effect)).ToArray());

    /// <summary>The rules that are asked about an operation on a resource at a stage, each with its effect there.</summary>
    internal static ReadOnlySpan<GuardedRule> For(AdmissionRequest request, Stage stage) =>
        ByTarget.TryGetValue((request.Group, request.Resource, request.Operation, stage), out var rules) ? rules : [];

    private static partial IRule[] Instantiate();

    private static IEnumerable<Operations> Split(Operations set) =>
        new[] { Operations.Create, Operations.Update, Operations.Delete, Operations.Connect }.Where(o => set.HasFlag(o));

    internal readonly record struct GuardedRule(IRule Rule, Effect Effect);
}
