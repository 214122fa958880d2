namespace TenantOperator.Certificates;

/// <summary>Decides what a registration trusts when somebody else makes the certificates. Pure.</summary>
internal static class SecretTrust
{
    /// <summary>
    /// More has no purpose: two authorities overlap, or a few. An issuer that makes a new one with each certificate must not let the registration grow until the API
    /// server refuses to store it.
    /// </summary>
    public const int Most = 20;

    /// <summary>
    /// What it trusts already and has not ended stays, since webhook processes may serve a certificate of it until they see the Secret's; what the Secret names comes to
    /// it. Kept nowhere but in the registration: a controller that starts anew, or another one, goes on from there.
    /// </summary>
    /// <param name="entries">What each webhook of the registration trusts.</param>
    /// <param name="authorities">The Secret's <c>ca.crt</c>.</param>
    /// <param name="now">The time.</param>
    /// <returns>Empty when there is nothing to trust: then the registration is to be left as it is, for an API server takes an empty bundle for its system's roots.</returns>
    public static TrustBundle Next(IEnumerable<TrustBundle> entries, TrustBundle authorities, DateTimeOffset now)
    {
        var named = authorities.At(now);
        var known = entries.Aggregate(TrustBundle.Empty, (all, entry) => all.With(entry)).At(now).Without(named);
        return known.Last(Math.Max(0, Most - named.Certificates.Count)).With(named);
    }
}
