using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

public sealed class ServingChoiceTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CertificateSettings Settings = new() { DnsNames = ["webhooks.example.svc"] };

    private readonly AuthorityState _first = AuthorityRotation.Next(AuthorityState.Nothing, AuthorityState.Nothing, null, Settings, Now);
    private readonly AuthorityState _other = AuthorityRotation.Next(AuthorityState.Nothing, AuthorityState.Nothing, null, Settings, Now);

    [Fact]
    public void The_first_certificate_is_signed_as_soon_as_there_is_an_authority()
    {
        Assert.Null(Choose(null, AuthorityState.Nothing, null, Now));
        Assert.Same(_first.Current, Choose(null, _first, null, Now)!.Issuer);
    }

    [Fact]
    public void A_certificate_is_kept_until_two_thirds_of_its_life()
    {
        var served = Choose(null, _first, _first.Bundle, Now)!;

        Assert.Same(served, Choose(served, _first, _first.Bundle, served.RenewAt.AddSeconds(-1)));
        Assert.NotSame(served, Choose(served, _first, _first.Bundle, served.RenewAt));
    }

    [Fact]
    public void A_broken_Secret_leaves_what_is_served()
    {
        var served = Choose(null, _first, _first.Bundle, Now)!;

        Assert.Same(served, Choose(served, AuthorityState.Nothing, _first.Bundle, served.RenewAt));
    }

    [Fact]
    public void A_new_authority_signs_only_once_the_registrations_trust_it()
    {
        var served = Choose(null, _first, _first.Bundle, Now)!;
        var both = _other.Current!.AddedTo(_first.Bundle);

        Assert.Same(served, Choose(served, _other, _first.Bundle, Now));
        Assert.Same(_other.Current, Choose(served, _other, both, Now)!.Issuer);
    }

    [Fact]
    public void An_expired_certificate_gives_way_to_any_other()
    {
        var served = Choose(null, _first, _first.Bundle, Now)!;

        Assert.Same(_other.Current, Choose(served, _other, _first.Bundle, served.Expires)!.Issuer);
    }

    [Fact]
    public void An_authority_from_the_future_signs_nothing()
    {
        var future = AuthorityRotation.Next(AuthorityState.Nothing, AuthorityState.Nothing, null, Settings, Now.AddDays(30));
        var served = Choose(null, _first, _first.Bundle, Now)!;

        Assert.Null(Choose(null, future, null, Now));
        Assert.Same(served, Choose(served, future, future.Current!.AddedTo(_first.Bundle), Now));
    }

    [Fact]
    public void A_certificate_that_was_signed_by_a_clock_that_was_ahead_is_kept_when_that_comes_back()
    {
        var served = Choose(null, _first, _first.Bundle, Now.AddDays(30))!;

        Assert.True(ServingChoice.IsTrusted(served, _first.Bundle, Now));
        Assert.Same(served, Choose(served, _first, _first.Bundle, Now));
    }

    [Fact]
    public void A_process_is_trusted_only_with_a_valid_certificate_of_an_authority_in_every_bundle()
    {
        var served = Choose(null, _first, null, Now);

        Assert.False(ServingChoice.IsTrusted(null, _first.Bundle, Now));
        Assert.True(ServingChoice.IsTrusted(served, null, Now));
        Assert.True(ServingChoice.IsTrusted(served, _first.Bundle, Now));
        Assert.False(ServingChoice.IsTrusted(served, _other.Bundle, Now));
        Assert.False(ServingChoice.IsTrusted(served, TrustBundle.Empty, Now));
        Assert.False(ServingChoice.IsTrusted(served, TrustBundle.Common([_first.Bundle, _other.Bundle]), Now));
        Assert.False(ServingChoice.IsTrusted(served, _first.Bundle, served!.Expires));
        Assert.False(ServingChoice.IsTrusted(served, null, served.Begins.AddSeconds(-1)));
        Assert.False(ServingChoice.IsTrusted(served, _first.Bundle, served.Begins.AddSeconds(-1)));
    }

    private static ServingCertificate? Choose(ServingCertificate? served, AuthorityState authority, TrustBundle? trusted, DateTimeOffset now) =>
        ServingChoice.Next(served, authority, trusted, Settings, now);
}
