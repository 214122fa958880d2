using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

public sealed class AuthorityTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CertificateSettings Settings = new()
    {
        DnsNames = ["webhooks.example.svc"],
        IpAddresses = ["127.0.0.1"],
    };

    [Fact]
    public void A_serving_certificate_verifies_against_its_authority_alone()
    {
        var authority = Authority.Create(Now, TimeSpan.FromDays(365));
        var other = Authority.Create(Now, TimeSpan.FromDays(365));
        var serving = authority.Issue(Settings, Now);

        Assert.True(Verifies(serving.Certificate, authority));
        Assert.False(Verifies(serving.Certificate, other));
        Assert.True(serving.Certificate.HasPrivateKey);
        Assert.True(serving.Certificate.MatchesHostname("webhooks.example.svc"));
        Assert.True(serving.Certificate.MatchesHostname("127.0.0.1"));
        Assert.False(serving.Certificate.MatchesHostname("example.svc"));
    }

    [Fact]
    public void A_serving_certificate_is_renewed_after_two_thirds_of_its_life()
    {
        var serving = Authority.Create(Now, TimeSpan.FromDays(365)).Issue(Settings with { ServingLifetime = TimeSpan.FromHours(3) }, Now);

        Assert.Equal(Now.AddHours(2), serving.RenewAt);
        Assert.Equal(Now.AddHours(3), serving.Expires);
    }

    [Fact]
    public void A_serving_certificate_never_outlives_its_authority()
    {
        var authority = Authority.Create(Now, TimeSpan.FromHours(2));

        Assert.Equal(authority.Expires, authority.Issue(Settings with { ServingLifetime = TimeSpan.FromHours(3) }, Now).Expires);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(-1)]
    public void A_serving_certificate_is_valid_by_the_right_clock_however_far_ahead_the_signers_is(int days)
    {
        var authority = Authority.Create(Now, TimeSpan.FromDays(365));
        var serving = authority.Issue(Settings, Now.AddDays(days));

        Assert.Equal(authority.Begins, serving.Begins);
        Assert.True(Verifies(serving.Certificate, authority));
    }

    [Theory]
    [InlineData(-25, false)]
    [InlineData(-24, true)]
    [InlineData(0, true)]
    public void An_authority_is_valid_from_a_day_before_it_was_made(int hours, bool valid) =>
        Assert.Equal(valid, Authority.Create(Now, TimeSpan.FromDays(365)).IsValidAt(Now.AddHours(hours)));

    [Fact]
    public void An_authority_survives_its_PEM()
    {
        var authority = Authority.Create(Now, TimeSpan.FromDays(365));
        var read = Authority.TryRead(authority.CertificatePem, authority.KeyPem);

        Assert.NotNull(read);
        Assert.Equal(Now, read.Created);
        Assert.True(Verifies(read.Issue(Settings, Now).Certificate, authority));
    }

    [Fact]
    public void Broken_or_mismatched_PEM_is_no_authority()
    {
        var authority = Authority.Create(Now, TimeSpan.FromDays(365));
        var other = Authority.Create(Now, TimeSpan.FromDays(365));

        Assert.Null(Authority.TryRead(null, authority.KeyPem));
        Assert.Null(Authority.TryRead(authority.CertificatePem, null));
        Assert.Null(Authority.TryRead(authority.CertificatePem, other.KeyPem));
        Assert.Null(Authority.TryRead(authority.CertificatePem[..100], authority.KeyPem));
        Assert.Null(Authority.TryRead("not PEM", "at all"));
        var serving = authority.Issue(Settings, Now).Certificate;
        Assert.Null(Authority.TryRead(serving.ExportCertificatePem(), serving.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
    }

    private static bool Verifies(X509Certificate2 certificate, Authority authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(authority.CertificatePem);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return chain.Build(certificate);
    }
}
