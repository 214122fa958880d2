using Conformance.Deciders;
using Conformance.Format;
using Tenancy.Isolation;

namespace Generator;

/// <summary>What the rules answer to their corpus, and which of them lack cases.</summary>
internal static class CorpusExamples
{
    private static readonly InProcessDecider Decider = new(Corpus.World);

    /// <summary>The violations of the first denied case of a rule that breaks no other, else of the first that it denies; null when it has none.</summary>
    public static string? DenialOf(string rule)
    {
        var denied = CasesOf(rule).Where(c => c.Decision == Decision.Deny && c.Rules.Contains(rule)).ToList();
        return (denied.FirstOrDefault(c => c.Rules.Count == 1) ?? denied.FirstOrDefault()) is { } example ? Decider.Decide(example).Message : null;
    }

    /// <summary>The rules whose corpus shows not both what they let through and what they stop, and what is missing.</summary>
    public static IEnumerable<string> Missing()
    {
        foreach (var rule in RuleCatalogue.All.Select(r => r.Id))
        {
            var file = $"tests/Conformance/corpus/{rule}.yaml";
            var cases = CasesOf(rule);
            if (cases.Count == 0)
                yield return $"{file}: missing: a rule has a file of cases";
            else if (!cases.Any(c => c.Decision == Decision.Allow))
                yield return $"{file}: has no case that is allowed";
            else if (DenialOf(rule) is null)
                yield return $"{file}: has no case that {rule} denies";
        }
    }

    private static IReadOnlyList<CorpusCase> CasesOf(string rule) => Corpus.Files.FirstOrDefault(f => f.Rule == rule)?.Cases ?? [];
}
