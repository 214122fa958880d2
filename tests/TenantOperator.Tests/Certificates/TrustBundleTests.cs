using TenantOperator.Certificates;

namespace TenantOperator.Tests.Certificates;

public sealed class TrustBundleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_registration_reads_what_was_written_for_it()
    {
        var authority = Authority.Create(Now, TimeSpan.FromDays(1));
        var bundle = authority.AddedTo(TrustBundle.Empty);

        Assert.True(authority.IsIn(TrustBundle.ReadCaBundle(bundle.ToCaBundle())));
        Assert.DoesNotContain("PRIVATE", bundle.ToPem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bm90IFBFTQ==")]
    public void What_is_no_bundle_trusts_nobody(string? caBundle) => Assert.True(TrustBundle.ReadCaBundle(caBundle).IsEmpty);

    [Fact]
    public void Several_bundles_trust_together_what_each_of_them_trusts()
    {
        var (a, b) = (Authority.Create(Now, TimeSpan.FromDays(1)), Authority.Create(Now, TimeSpan.FromDays(1)));
        var both = b.AddedTo(a.AddedTo(TrustBundle.Empty));
        var common = TrustBundle.Common([both, a.AddedTo(TrustBundle.Empty)]);

        Assert.True(a.IsIn(common!));
        Assert.False(b.IsIn(common!));
        Assert.Null(TrustBundle.Common([]));
    }
}
