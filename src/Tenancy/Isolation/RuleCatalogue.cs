using System.Collections.Frozen;

namespace Tenancy.Isolation;

/// <summary>Every rule there is: the classes in the folders below <c>Isolation/</c>, listed at build time.</summary>
public static partial class RuleCatalogue
{
    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<IRule> All { get; } = [.. Instantiate().OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<(Operations Operation, Stage Stage), GuardedRule[]> OfEverything =
        Guards(ofEverything: true).GroupBy(x => (x.Operation, x.Guard.Stage)).ToFrozenDictionary(g => g.Key, g => g.Select(x => new GuardedRule(x.Rule, x.Guard.Effect)).ToArray());

    private static readonly FrozenDictionary<(string Group, string Resource, Operations Operation, Stage Stage), GuardedRule[]> ByTarget =
        Guards(ofEverything: false).GroupBy(x => (x.Guard.Group, x.Guard.Resource, x.Operation, x.Guard.Stage)).ToFrozenDictionary(
            g => g.Key,
            g => g.Select(x => new GuardedRule(x.Rule, x.Guard.Effect)).Concat(OfEverything.GetValueOrDefault((g.Key.Operation, g.Key.Stage), [])).ToArray());

    /// <summary>The rules that are asked about an operation on a resource at a stage, each with its effect there.</summary>
    internal static ReadOnlySpan<GuardedRule> For(AdmissionRequest request, Stage stage) =>
        ByTarget.TryGetValue((request.Group, request.Resource, request.Operation, stage), out var rules) ? rules : [];

    /// <summary>The rules that are asked about an operation on whatever there is.</summary>
    internal static ReadOnlySpan<GuardedRule> ForEverything(Operations operation) =>
        OfEverything.TryGetValue((operation, Stage.Validation), out var rules) ? rules : [];

    private static partial IRule[] Instantiate();

    private static IEnumerable<(IRule Rule, Guard Guard, Operations Operation)> Guards(bool ofEverything) =>
        from rule in All
        from guard in rule.Guards
        where guard.IsOfEverything == ofEverything
        from operation in Split(guard.Operations)
        select (rule, guard, operation);

    private static IEnumerable<Operations> Split(Operations set) =>
        new[] { Operations.Create, Operations.Update, Operations.Delete, Operations.Connect }.Where(o => set.HasFlag(o));

    internal readonly record struct GuardedRule(IRule Rule, Effect Effect);
}
