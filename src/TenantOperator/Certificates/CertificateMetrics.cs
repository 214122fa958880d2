using System.Diagnostics.Metrics;

namespace TenantOperator.Certificates;

/// <summary>
/// When a certificate ends, and whether the Secret that keeps it can be used: two series a process, read when they are asked for, so that a replica that does not lead tells the
/// same. The controller tells of the authority, a webhook process of what it serves.
/// </summary>
internal sealed class CertificateMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Certificates";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _label;
    private readonly CertificateCaches _caches;
    private readonly TimeProvider _time;

    private CertificateMetrics(string certificate, Func<DateTimeOffset?> expires, CertificateCaches caches, TimeProvider time)
    {
        (_label, _caches, _time) = (new KeyValuePair<string, object?>("certificate", certificate), caches, time);
        _meter.CreateObservableGauge("tenant_certificate_expiry_timestamp_seconds", () => Expiry(expires()),
            description: "When the certificate ends, in Unix time: the authority that serving certificates are checked against, or what this process serves");
        _meter.CreateObservableGauge("tenant_certificate_usable", () => Usable(),
            description: "1, or 0 while the Secret that keeps the certificate is missing or broken");
    }

    /// <summary>Of the authority, in the controller.</summary>
    public static CertificateMetrics OfAuthority(CertificateCaches caches, TimeProvider time) =>
        new("authority", () => caches.AuthorityExpires(time.GetUtcNow()), caches, time);

    /// <summary>Of what a webhook process serves.</summary>
    public static CertificateMetrics OfServing(ServingCertificates serving, CertificateCaches caches, TimeProvider time) =>
        new("serving", () => serving.Expires, caches, time);

    public void Dispose() => _meter.Dispose();

    /// <summary>Whether this instance has made an instrument: a test listens to one alone.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    private IEnumerable<Measurement<double>> Expiry(DateTimeOffset? end) =>
        end is { } at ? [new Measurement<double>(at.ToUnixTimeMilliseconds() / 1000.0, _label)] : [];

    // Before the first look nobody knows, and nobody is to be woken.
    private IEnumerable<Measurement<int>> Usable() =>
        _caches.HaveSynced ? [new Measurement<int>(_caches.Problem(_time.GetUtcNow()) is null ? 1 : 0, _label)] : [];
}
