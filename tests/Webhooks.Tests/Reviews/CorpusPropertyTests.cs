using System.Text;
using Conformance.Deciders;
using Conformance.Format;
using CsCheck;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Reviews;

/// <summary>
/// Every denied case of the corpus, sent as a review whose text is disguised, through the codec to the rules: a rule is held to this from
/// its first case on.
/// </summary>
/// <remarks>
/// Disguises reach us at all only when somebody else than an API server sends the review. What a tenant sends, the API server decodes into its
/// own types and encodes anew before it asks a webhook: order, white space and escapes are its own by then, unknown fields of built-in
/// kinds are gone, and of a member that comes twice the last is left (Go's decoders; since 1.11 with case-sensitive names, and strict clients are
/// told of duplicates since 1.25). So what we read is what will be stored, and a body that still has a member twice is no API
/// server's: two readers could take it for two things. It is refused whole, whichever of the two would count.
/// </remarks>
public sealed class CorpusPropertyTests
{
    private const int Disguised = 15;
    private static readonly InProcessDecider Decider = new(Corpus.World);

    public static TheoryData<string> Rules => [.. Corpus.Files.Select(f => f.Rule)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Order_white_space_and_escapes_change_no_verdict(string rule) => Sample(rule, (c, seed) =>
        Assert.Equal(c.Rules, Denying(c, Disguise.Write(CaseReview.Of(c), seed, Disguises.Harmless))));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Unknown_members_make_no_denial_an_approval(string rule) => Sample(rule, (c, seed) =>
        Assert.NotEmpty(Denying(c, Disguise.Write(CaseReview.Of(c), seed, Disguises.Harmless | Disguises.UnknownMembers))));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_member_that_comes_twice_makes_no_denial_an_approval(string rule) => Sample(rule, (c, seed) =>
    {
        var text = Disguise.Write(CaseReview.Of(c), seed, Disguises.Harmless | Disguises.Duplicates);
        // Refused whole, but for the few texts in which chance has doubled nothing.
        Assert.True(IsRefused(text) || Denying(c, text).SequenceEqual(c.Rules), text);
    });

    private static void Sample(string rule, Action<CorpusCase, int> check)
    {
        var denied = Corpus.Files.Single(f => f.Rule == rule).Cases.Where(c => c.Decision == Decision.Deny).ToList();
        Gen.Int.Sample(
            seed =>
            {
                foreach (var c in denied)
                    check(c, seed);
            },
            iter: Disguised);
    }

    private static bool IsRefused(string text)
    {
        try
        {
            using var document = ReviewReader.Parse(Encoding.UTF8.GetBytes(text));
            return false;
        }
        catch (BadReviewException)
        {
            return true;
        }
    }

    private static IEnumerable<string> Denying(CorpusCase c, string text)
    {
        using var document = ReviewReader.Parse(Encoding.UTF8.GetBytes(text));
        return [.. Decider.Verdict(c, ReviewReader.Read(document.RootElement)).Denials.Select(v => v.RuleId).Distinct().Order(StringComparer.Ordinal)];
    }
}
