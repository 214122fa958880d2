using TenantOperator.Configuration;

namespace TenantOperator.Certificates;

/// <summary>Decides what the Secret is to keep. Pure: the same input gives the same decision.</summary>
/// <remarks>
/// No request may be refused while an authority is replaced. So: (1) the next authority is made and put into the bundle; (2) the
/// bundle is written into the registrations; (3) after the overlap, the next authority becomes the current one. The old
/// one stays in the bundle until it ends, for webhook processes that still serve a certificate of it.
/// </remarks>
internal static class AuthorityRotation
{
    /// <summary>The state that follows.</summary>
    /// <param name="stored">What the Secret keeps now.</param>
    /// <param name="remembered">What it kept when it was last whole, as this process saw it.</param>
    /// <param name="trusted">What every webhook entry of the registrations trusts; null when there are no registrations.</param>
    /// <param name="settings">Lifetimes.</param>
    /// <param name="now">The time.</param>
    public static AuthorityState Next(
        AuthorityState stored, AuthorityState remembered, TrustBundle? trusted, CertificateSettings settings, DateTimeOffset now)
    {
        var state = Restored(stored, remembered);
        state = state with { Bundle = state.Bundle.At(now) };

        if (state.Current is null && state.Next is null && state.Bundle.IsEmpty)
        {
            // Nobody trusts anything yet: the first authority signs at once.
            if (trusted?.At(now) is not { IsEmpty: false } known)
            {
                var first = Authority.Create(now, settings.AuthorityLifetime);
                return new(first, null, first.AddedTo(TrustBundle.Empty));
            }

            // Somebody does: certificates came from another source before, or the Secret went while no controller ran. What is served stays trusted.
            state = state with { Bundle = known };
        }

        // A successor that has ended, or that was made by a clock that was ahead and has come back since, would never sign anything.
        if (state.Next?.IsValidAt(now) == false)
            state = state with { Next = null };

        // The successor is made in time. A Secret that was deleted or broken asks for one, too: that is how an admin renews by hand.
        if (state.Next is null && (NeedsSuccessor(state, now) || stored.Current is null))
            state = state with { Next = Authority.Create(now, settings.AuthorityLifetime) };

        // Whoever signs, and whoever will, is in the bundle, also when somebody took it out.
        state = state with { Bundle = WithSigners(state) };

        return IsDue(state, trusted, settings, now) ? state with { Current = state.Next, Next = null } : state;
    }

    /// <summary>When the decision is next to be made.</summary>
    public static DateTimeOffset WakeAt(AuthorityState state, CertificateSettings settings)
    {
        var rotation = state switch
        {
            { Next: { } next } => next.Created + settings.Overlap,
            { Current: { } current } => current.RenewAt,
            _ => DateTimeOffset.MinValue,
        };
        return state.Bundle.FirstExpiry is { } expiry && expiry < rotation ? expiry : rotation;
    }

    private static AuthorityState Restored(AuthorityState stored, AuthorityState remembered) =>
        stored.Current is null && remembered.Current is not null ? remembered : stored;

    private static bool NeedsSuccessor(AuthorityState state, DateTimeOffset now) => state.Current is not { } current || now >= current.RenewAt || now < current.Begins;

    private static TrustBundle WithSigners(AuthorityState state)
    {
        var bundle = state.Current?.AddedTo(state.Bundle) ?? state.Bundle;
        return state.Next?.AddedTo(bundle) ?? bundle;
    }

    private static bool IsDue(AuthorityState state, TrustBundle? trusted, CertificateSettings settings, DateTimeOffset now)
    {
        if (state.Next is not { } next || (trusted is not null && !next.IsIn(trusted)))
            return false;
        // Without a current authority that is valid, no webhook process can start, and API servers accept nothing of it: waiting longer would help nobody.
        return state.Current?.IsValidAt(now) != true || now >= next.Created + settings.Overlap;
    }
}
