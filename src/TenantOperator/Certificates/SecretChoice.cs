namespace TenantOperator.Certificates;

/// <summary>Decides which certificate a webhook process serves when somebody else makes them. Pure.</summary>
/// <remarks>
/// A Secret changes all at once: the certificate and what is to be trusted for it. No request may be refused for that. So: (1) the controller adds <c>ca.crt</c> to what
/// the registrations trust; (2) once a process sees that in every one of them, it waits for the API servers to see it as well; (3) it serves the new certificate.
/// </remarks>
internal static class SecretChoice
{
    /// <summary>What follows.</summary>
    /// <param name="state">What is served now, and what waits.</param>
    /// <param name="offered">What the Secret holds; null when that cannot be served now.</param>
    /// <param name="trusted">What every webhook of the registrations trusts; null when there are no registrations.</param>
    /// <param name="overlap">How long the registrations trust something new before it is served.</param>
    /// <param name="now">The time.</param>
    public static ServingState Next(ServingState state, ServingCertificate? offered, TrustBundle? trusted, TimeSpan overlap, DateTimeOffset now)
    {
        if (offered is null || state.Served?.IsSameAs(offered) == true)
            return new(state.Served);
        // Nobody would accept what is served: there is nothing to lose.
        if (state.Served is not { } served || trusted is null || !served.IsTrustedBy(trusted, now))
            return new(offered);
        if (!offered.IsTrustedBy(trusted, now))
            return new(served);
        if (offered.SharesTrustWith(served, trusted, now))
            return new(offered);

        // Whoever waits already never waits longer than whoever comes now: its time lies far ahead when the clock was set back meanwhile.
        var due = now + Shorter(overlap, (served.Expires - now) / 2);
        if (state.Waiting?.IsSameAs(offered) == true && state.DueAt < due)
            due = state.DueAt;
        return now >= due ? new(offered) : new(served, offered, due);
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
