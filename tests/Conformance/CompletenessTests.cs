using System.Text.Json.Nodes;
using Conformance.Format;
using Tenancy.Isolation;

namespace Conformance;

public sealed class CompletenessTests
{
    public static TheoryData<string> Rules => [.. RuleCatalogue.All.Select(r => r.Id)];

    public static TheoryData<string> Files => [.. Corpus.Files.Select(f => f.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_has_a_case_that_passes_and_one_that_does_not(string rule)
    {
        var cases = Corpus.Files.FirstOrDefault(f => f.Rule == rule)?.Cases ?? [];
        Assert.Contains(cases, c => c.Decision == Decision.Allow);
        Assert.Contains(cases, c => c.Decision == Decision.Deny && c.Rules.Contains(rule));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_corpus_file_is_of_a_rule_and_names_its_cases_apart(string file)
    {
        Assert.Contains(RuleCatalogue.All, r => r.Id == file);
        var cases = Corpus.Files.First(f => f.Rule == file).Cases;
        Assert.Equal(cases.Count, cases.DistinctBy(c => c.Name).Count());
        Assert.All(cases.SelectMany(c => c.Rules), id => Assert.Contains(RuleCatalogue.All, r => r.Id == id));
    }

    /// <summary>Otherwise a denial might be of something else than the field that the case is about.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_denied_case_has_a_control_that_passes_and_differs_in_one_field(string file)
    {
        var cases = Corpus.Files.First(f => f.Rule == file).Cases;
        var controls = cases.Where(c => c.Decision == Decision.Allow).Select(Everything).ToList();
        Assert.Contains(cases.Where(c => c.Decision == Decision.Deny), c => controls.Any(control => Difference.Count(control, Everything(c)) == 1));
    }

    private static JsonObject Everything(CorpusCase c) => new()
    {
        ["tenant"] = c.TenantSpec.DeepClone(),
        ["object"] = c.Object?.DeepClone(),
        ["oldObject"] = c.OldObject?.DeepClone(),
        ["operation"] = c.Operation.ToString(),
        ["subresource"] = c.Subresource,
        ["user"] = c.User.Username,
        ["defaultStorageClass"] = c.DefaultStorageClass,
        ["defaultIngressClass"] = c.DefaultIngressClass,
        ["defaultPriorityClass"] = c.DefaultPriorityClass,
        ["besides"] = new JsonArray([.. c.Besides.Select(o => o.DeepClone())]),
    };
}
