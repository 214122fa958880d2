using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using TenantOperator.Certificates;

namespace TenantOperator.Tests.Certificates;

public sealed class TlsSecretTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Now.AddDays(-1);
    private static readonly DateTimeOffset After = Now.AddDays(1);
    private static readonly TestCertificate Root = TestCertificate.Root("root", Before, After);
    private static readonly TestCertificate Leaf = Root.Leaf(TlsSecrets.Name, Before, After);

    [Fact]
    public void A_sound_Secret_has_a_certificate_with_its_key_and_its_authority()
    {
        var secret = TlsSecrets.Read(TlsSecrets.Of(Leaf, Root));

        Assert.Null(secret.Problem(null, Now));
        Assert.True(secret.Certificate!.Certificate.HasPrivateKey);
        Assert.Equal(After, secret.Certificate.Expires);
        Assert.True(secret.Authorities.Contains(Root.Certificate));
        Assert.Equal(After, secret.AuthorityExpires(Now));
    }

    [Fact]
    public void A_Secret_that_is_not_there_holds_nothing()
    {
        Assert.Equal("it is not there", TlsSecret.Missing.Problem(null, Now));
        Assert.Null(TlsSecret.Missing.AuthorityExpires(Now));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"data": null}""")]
    [InlineData("""{"data": {"tls.crt": 5, "tls.key": "%%%", "ca.crt": "AAAA"}}""")]
    [InlineData("""{"data": {"tls.crt": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkFBQUEKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=", "tls.key": "eA==", "ca.crt": "eA=="}}""")]
    [InlineData("""[]""")]
    public void A_Secret_that_holds_nonsense_is_broken_and_nothing_throws(string json)
    {
        using var document = JsonDocument.Parse(json);

        var secret = TlsSecret.Read(document.RootElement, TlsSecrets.Settings);

        Assert.Equal("tls.crt is missing or holds no certificate", secret.Problem(null, Now));
        Assert.True(secret.Authorities.IsEmpty);
    }

    [Fact]
    public void A_key_of_another_certificate_is_told_and_so_is_a_missing_one()
    {
        var other = Root.Leaf(TlsSecrets.Name, Before, After);

        Assert.StartsWith("tls.key is missing, or is not the key", Problem(Leaf.Pem, other.KeyPem, Root.Pem), StringComparison.Ordinal);
        Assert.StartsWith("tls.key is missing, or is not the key", Problem(Leaf.Pem, null, Root.Pem), StringComparison.Ordinal);
        // The order matters: what is served comes first.
        Assert.StartsWith("tls.key is missing, or is not the key", Problem(Root.Pem + Leaf.Pem, Leaf.KeyPem, Root.Pem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other.example.svc")]
    [InlineData("*.svc")]
    [InlineData("127.0.0.1")]
    public void A_certificate_for_another_name_is_told(string name)
    {
        var leaf = Root.Leaf(name, Before, After);

        Assert.Equal($"tls.crt is not made out to {TlsSecrets.Name}, by which the API server calls", Problem(leaf.Pem, leaf.KeyPem, Root.Pem));
    }

    [Fact]
    public void The_name_may_be_an_address_or_a_wildcard()
    {
        var (address, wildcard) = (Root.Leaf("127.0.0.1", Before, After), Root.Leaf("*.example.svc", Before, After));

        Assert.Null(TlsSecrets.Read(TlsSecrets.Of(address, Root), TlsSecrets.Settings with { DnsNames = [], IpAddresses = ["127.0.0.1"] }).Problem(null, Now));
        Assert.Null(TlsSecrets.Read(TlsSecrets.Of(wildcard, Root)).Problem(null, Now));
    }

    [Fact]
    public void A_certificate_is_of_use_from_its_beginning_to_its_end()
    {
        var secret = TlsSecrets.Read(TlsSecrets.Of(Leaf, Root));

        Assert.Equal("tls.crt begins only 2026-04-30 12:00:00Z", secret.Problem(null, Before.AddSeconds(-1)));
        Assert.Null(secret.Problem(null, Before));
        Assert.Null(secret.Problem(null, After.AddSeconds(-1)));
        Assert.Equal("tls.crt has ended 2026-05-02 12:00:00Z", secret.Problem(null, After));
    }

    [Fact]
    public void Without_ca_crt_nobody_would_trust_it() => Assert.Equal("ca.crt is missing or holds no certificate", Problem(Leaf.Pem, Leaf.KeyPem, null));

    [Fact]
    public void Another_authority_does_not_vouch_for_it_unless_the_registrations_still_trust_its_own()
    {
        var other = TestCertificate.Root("other", Before, After);
        var secret = TlsSecrets.Read(TlsSecrets.Of(Leaf, other));

        Assert.StartsWith("no certificate in ca.crt vouches for tls.crt", secret.Problem(null, Now), StringComparison.Ordinal);
        Assert.StartsWith("no certificate in ca.crt vouches for tls.crt", secret.Problem(TlsSecrets.Bundle(other), Now), StringComparison.Ordinal);
        Assert.Null(secret.Problem(TlsSecrets.Bundle(other, Root), Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signature_counts_and_not_the_name_of_who_should_have_made_it(bool withKeyIds)
    {
        var (right, wrong) = (TestCertificate.Root("same", Before, After, withKeyIds), TestCertificate.Root("same", Before, After, withKeyIds));
        var leaf = right.Leaf(TlsSecrets.Name, Before, After, withKeyIds: withKeyIds);

        Assert.NotNull(Problem(leaf.Pem, leaf.KeyPem, wrong.Pem));
        // Either order: who comes first must not hide the other.
        Assert.Null(Problem(leaf.Pem, leaf.KeyPem, wrong.Pem + right.Pem));
        Assert.Null(Problem(leaf.Pem, leaf.KeyPem, right.Pem + wrong.Pem));
    }

    [Fact]
    public void What_stands_between_is_served_with_it_and_may_be_trusted_itself()
    {
        var between = Root.Intermediate("between", Before, After);
        var leaf = between.Leaf(TlsSecrets.Name, Before, After);

        var whole = TlsSecrets.Read(TlsSecrets.Of(leaf.Pem + between.Pem, leaf.KeyPem, Root.Pem));
        Assert.Null(whole.Problem(null, Now));
        Assert.Equal([between.Certificate.Thumbprint], whole.Certificate!.Intermediates.Select(c => c.Thumbprint));

        // An API server completes no chain, but ends it wherever it trusts.
        Assert.NotNull(Problem(leaf.Pem, leaf.KeyPem, Root.Pem));
        Assert.Null(Problem(leaf.Pem, leaf.KeyPem, between.Pem));
        Assert.Null(Problem(leaf.Pem + between.Pem + Root.Pem, leaf.KeyPem, between.Pem));
    }

    [Fact]
    public void Whatever_stands_between_must_be_valid_too()
    {
        var between = Root.Intermediate("between", Before, Now);
        var leaf = between.Leaf(TlsSecrets.Name, Before, After);

        Assert.NotNull(Problem(leaf.Pem + between.Pem, leaf.KeyPem, Root.Pem));
    }

    [Fact]
    public void A_certificate_that_signs_itself_vouches_for_itself()
    {
        var leaf = TestCertificate.SelfSigned(TlsSecrets.Name, Before, After);

        Assert.Null(Problem(leaf.Pem, leaf.KeyPem, leaf.Pem));
        Assert.NotNull(Problem(leaf.Pem, leaf.KeyPem, Root.Pem));
    }

    [Fact]
    public void A_certificate_for_clients_is_none_for_servers()
    {
        var leaf = Root.Leaf(TlsSecrets.Name, Before, After, TestCertificate.ForClients);

        Assert.EndsWith("it is not for servers", Problem(leaf.Pem, leaf.KeyPem, Root.Pem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2048, null)]
    [InlineData(1024, "tls.key is neither ECDSA nor RSA of 2048 bits or more")]
    public void A_key_of_RSA_does_as_well_if_it_is_long_enough(int bits, string? problem)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(TlsSecrets.Name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(Before, After);

        Assert.Equal(problem, Problem(made.ExportCertificatePem(), key.ExportRSAPrivateKeyPem(), made.ExportCertificatePem()));
    }

    [Fact]
    public void The_authority_that_counts_is_the_last_to_end_of_those_that_vouch_for_it()
    {
        var next = TestCertificate.Root("next", Before, After.AddDays(30));
        var secret = TlsSecrets.Read(TlsSecrets.Of(Leaf.Pem, Leaf.KeyPem, Root.Pem + next.Pem));

        Assert.Equal(After, secret.AuthorityExpires(Now));
        Assert.True(secret.Authorities.Contains(next.Certificate));
    }

    private static string? Problem(string? certificate, string? key, string? authorities) => TlsSecrets.Read(TlsSecrets.Of(certificate, key, authorities)).Problem(null, Now);
}
