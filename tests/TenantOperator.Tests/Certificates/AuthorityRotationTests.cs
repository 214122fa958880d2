using System.Text.Json;
using System.Text.Json.Nodes;
using TenantOperator.Certificates;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Certificates;

public sealed class AuthorityRotationTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CertificateSettings Settings = new();
    private static readonly AuthorityState Nothing = AuthorityState.Nothing;

    [Fact]
    public void The_first_authority_signs_at_once()
    {
        var first = First();

        Assert.NotNull(first.Current);
        Assert.Null(first.Next);
        Assert.True(first.Current.IsIn(first.Bundle));
    }

    [Fact]
    public void Nothing_changes_before_two_thirds_of_the_lifetime()
    {
        var first = First();
        var later = Next(first, first.Bundle, first.Current!.RenewAt.AddSeconds(-1));

        Assert.False(later.DiffersFrom(first));
        Assert.Equal(first.Current.RenewAt, AuthorityRotation.WakeAt(first, Settings));
    }

    [Fact]
    public void The_successor_signs_only_once_it_is_trusted_and_the_overlap_is_over()
    {
        var first = First();
        var due = first.Current!.RenewAt;

        var prepared = Next(first, first.Bundle, due);
        Assert.Same(first.Current, prepared.Current);
        Assert.True(prepared.Current!.IsIn(prepared.Bundle) && prepared.Next!.IsIn(prepared.Bundle));

        var untrusted = Next(prepared, first.Bundle, due + (Settings.Overlap * 2));
        Assert.False(untrusted.DiffersFrom(prepared));
        var early = Next(prepared, prepared.Bundle, due + (Settings.Overlap / 2));
        Assert.False(early.DiffersFrom(prepared));

        var promoted = Next(prepared, prepared.Bundle, due + Settings.Overlap);
        Assert.Equal(prepared.Next!.CertificatePem, promoted.Current!.CertificatePem);
        Assert.Null(promoted.Next);
        Assert.True(first.Current.IsIn(promoted.Bundle));
    }

    [Fact]
    public void An_authority_leaves_the_bundle_when_it_ends()
    {
        var first = First();
        var prepared = Next(first, first.Bundle, first.Current!.RenewAt);
        var promoted = Next(prepared, prepared.Bundle, first.Current.RenewAt + Settings.Overlap);
        Assert.Equal(first.Current.Expires, AuthorityRotation.WakeAt(promoted, Settings));

        var cleaned = Next(promoted, promoted.Bundle, first.Current.Expires);

        Assert.False(first.Current.IsIn(cleaned.Bundle));
        Assert.True(cleaned.Current!.IsIn(cleaned.Bundle));
    }

    [Fact]
    public void An_authority_that_a_clock_far_ahead_made_is_replaced_once_as_soon_as_its_successor_is_trusted()
    {
        var future = AuthorityRotation.Next(Nothing, Nothing, null, Settings, Start.AddDays(30));

        var prepared = Next(future, future.Bundle, Start);
        Assert.True(prepared.Next!.IsValidAt(Start) && prepared.Next.IsIn(prepared.Bundle));
        Assert.Same(future.Current, prepared.Current);

        var promoted = Next(prepared, prepared.Bundle, Start);
        Assert.Equal(prepared.Next.CertificatePem, promoted.Current!.CertificatePem);
        Assert.False(Next(promoted, promoted.Bundle, Start.AddMinutes(1)).DiffersFrom(promoted));
    }

    [Fact]
    public void A_successor_that_a_clock_far_ahead_made_is_dropped_and_what_signs_stays()
    {
        var first = First();
        var hasty = Next(first, first.Bundle, first.Current!.RenewAt);

        var mended = Next(hasty, hasty.Bundle, Start.AddHours(1));
        Assert.Same(first.Current, mended.Current);
        Assert.Null(mended.Next);
        Assert.False(Next(mended, mended.Bundle, Start.AddHours(2)).DiffersFrom(mended));
    }

    [Fact]
    public void What_a_clock_some_hours_ahead_made_is_as_good_as_any_other()
    {
        var ahead = AuthorityRotation.Next(Nothing, Nothing, null, Settings, Start.AddHours(14));

        Assert.False(Next(ahead, ahead.Bundle, Start).DiffersFrom(ahead));
    }

    [Fact]
    public void A_deleted_Secret_keeps_the_old_authority_until_a_new_one_is_trusted()
    {
        var first = First();

        var restored = AuthorityRotation.Next(Nothing, first, first.Bundle, Settings, Start.AddDays(1));

        Assert.Same(first.Current, restored.Current);
        Assert.NotNull(restored.Next);
        Assert.True(first.Current!.IsIn(restored.Bundle));
    }

    [Fact]
    public void A_broken_Secret_is_replaced_and_what_was_trusted_stays_trusted()
    {
        var first = First();
        var broken = first with { Current = null };

        var prepared = AuthorityRotation.Next(broken, Nothing, first.Bundle, Settings, Start.AddDays(1));
        Assert.Null(prepared.Current);
        Assert.True(first.Current!.IsIn(prepared.Bundle));

        var promoted = AuthorityRotation.Next(prepared, Nothing, prepared.Bundle, Settings, Start.AddDays(1));
        Assert.Equal(prepared.Next!.CertificatePem, promoted.Current!.CertificatePem);
    }

    [Fact]
    public void The_first_authority_of_a_cluster_that_trusts_another_source_waits_until_it_is_trusted_too()
    {
        var other = Authority.Create(Start, TimeSpan.FromDays(30));
        var trusted = other.AddedTo(TrustBundle.Empty);

        var prepared = AuthorityRotation.Next(Nothing, Nothing, trusted, Settings, Start);
        Assert.Null(prepared.Current);
        Assert.True(other.IsIn(prepared.Bundle) && prepared.Next!.IsIn(prepared.Bundle));

        var promoted = Next(prepared, prepared.Bundle, Start);
        Assert.Equal(prepared.Next!.CertificatePem, promoted.Current!.CertificatePem);
        Assert.True(other.IsIn(promoted.Bundle));

        // What has ended is no trust.
        Assert.NotNull(AuthorityRotation.Next(Nothing, Nothing, trusted, Settings, other.Expires).Current);
    }

    [Fact]
    public void A_bundle_without_its_signer_is_completed()
    {
        var first = First();

        var repaired = Next(first with { Bundle = TrustBundle.Empty }, null, Start.AddDays(1));

        Assert.True(repaired.Current!.IsIn(repaired.Bundle));
        Assert.Equal(first.Current!.CertificatePem, repaired.Current.CertificatePem);
    }

    [Fact]
    public void The_Secret_keeps_the_whole_state()
    {
        var first = First();
        var prepared = Next(first, first.Bundle, first.Current!.RenewAt);
        using var secret = JsonDocument.Parse(new JsonObject { ["data"] = AuthoritySecret.Data(prepared) }.ToJsonString());

        Assert.False(AuthoritySecret.Read(secret.RootElement).DiffersFrom(prepared));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"data": null}""")]
    [InlineData("""{"data": {"tls.crt": 5, "tls.key": "%%%", "ca.crt": "AAAA"}}""")]
    [InlineData("""[]""")]
    public void A_Secret_that_holds_nonsense_holds_nothing(string json)
    {
        using var secret = JsonDocument.Parse(json);
        var state = AuthoritySecret.Read(secret.RootElement);

        Assert.Null(state.Current);
        Assert.True(state.Bundle.IsEmpty);
    }

    private static AuthorityState First() => AuthorityRotation.Next(Nothing, Nothing, null, Settings, Start);

    private static AuthorityState Next(AuthorityState state, TrustBundle? trusted, DateTimeOffset now) =>
        AuthorityRotation.Next(state, state, trusted, Settings, now);
}
