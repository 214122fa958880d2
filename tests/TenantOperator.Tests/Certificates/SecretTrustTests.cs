using TenantOperator.Certificates;

namespace TenantOperator.Tests.Certificates;

public sealed class SecretTrustTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TestCertificate Old = Root(Now.AddDays(1));
    private static readonly TestCertificate New = Root(Now.AddDays(2));

    [Fact]
    public void What_is_trusted_stays_and_what_the_Secret_names_comes_to_it()
    {
        var bundle = SecretTrust.Next([TlsSecrets.Bundle(Old)], TlsSecrets.Bundle(New), Now);

        Assert.Equal(TlsSecrets.Bundle(Old, New).ToPem(), bundle.ToPem());
    }

    [Fact]
    public void Nothing_changes_at_rest()
    {
        var bundle = SecretTrust.Next([TlsSecrets.Bundle(Old, New)], TlsSecrets.Bundle(New), Now);

        Assert.Equal(TlsSecrets.Bundle(Old, New).ToCaBundle(), bundle.ToCaBundle());
        Assert.Equal(bundle.ToCaBundle(), SecretTrust.Next([bundle, bundle], TlsSecrets.Bundle(New), Now).ToCaBundle());
    }

    [Fact]
    public void What_has_ended_goes()
    {
        var bundle = SecretTrust.Next([TlsSecrets.Bundle(Old, New)], TlsSecrets.Bundle(New), Now.AddDays(1));

        Assert.Equal(TlsSecrets.Bundle(New).ToPem(), bundle.ToPem());
        Assert.True(SecretTrust.Next([TlsSecrets.Bundle(Old)], TlsSecrets.Bundle(New), Now.AddDays(2)).IsEmpty);
    }

    [Fact]
    public void A_missing_or_broken_Secret_takes_nothing_away() =>
        Assert.Equal(TlsSecrets.Bundle(Old).ToPem(), SecretTrust.Next([TlsSecrets.Bundle(Old)], TrustBundle.Empty, Now).ToPem());

    [Fact]
    public void An_entry_that_lost_its_bundle_gets_that_of_the_others() =>
        Assert.Equal(TlsSecrets.Bundle(Old, New).ToPem(), SecretTrust.Next([TrustBundle.Empty, TlsSecrets.Bundle(Old)], TlsSecrets.Bundle(New), Now).ToPem());

    [Fact]
    public void A_registration_does_not_grow_without_end()
    {
        var many = Enumerable.Range(0, SecretTrust.Most + 5).Select(_ => Root(Now.AddDays(3))).ToArray();

        var bundle = SecretTrust.Next([TlsSecrets.Bundle(many)], TlsSecrets.Bundle(New), Now);

        Assert.Equal(SecretTrust.Most, bundle.Certificates.Count);
        Assert.True(bundle.Contains(New.Certificate));
        Assert.True(bundle.Contains(many[^1].Certificate));
        Assert.False(bundle.Contains(many[0].Certificate));
    }

    private static TestCertificate Root(DateTimeOffset ends) => TestCertificate.Root("authority", Now.AddDays(-1), ends);
}
