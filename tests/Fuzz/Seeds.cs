using Conformance.Deciders;
using Conformance.Format;

namespace Fuzzing;

/// <summary>What fuzzing starts from: the files of <c>seeds/</c>, and of each rule's corpus the first case of each decision, as reviews.</summary>
internal static class Seeds
{
    public static IEnumerable<(string Name, byte[] Body)> All() => Files().Concat(OfCorpus());

    private static IEnumerable<(string, byte[])> Files() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)));

    private static IEnumerable<(string, byte[])> OfCorpus() => Corpus.Files
        .SelectMany(f => f.Cases.DistinctBy(c => c.Decision))
        .SelectMany(c => new[] { "acme-dev", "full-dev" }.Select(ns => ($"{c.Rule.Replace('/', '-')}-{c.Decision}-{ns}.json".ToLowerInvariant(), Review(c, ns))));

    private static byte[] Review(CorpusCase c, string ns)
    {
        var text = CaseReview.Of(c).ToJsonString();
        return System.Text.Encoding.UTF8.GetBytes(ns == "acme-dev" ? text : text.Replace("acme", "full", StringComparison.Ordinal));
    }
}
