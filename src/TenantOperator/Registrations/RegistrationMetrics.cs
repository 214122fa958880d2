using System.Diagnostics.Metrics;
using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Controllers;

namespace TenantOperator.Registrations;

/// <summary>Whether admission is in force: two series a process, read when they are asked for.</summary>
internal sealed class RegistrationMetrics : IDisposable
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Registrations";

    private readonly Meter _meter = new(MeterName);

    public RegistrationMetrics(CertificateCaches caches) => _meter.CreateObservableGauge(
        "tenant_registrations_in_force", () => Measure(caches), description: "1 while the API server asks the webhooks for all that the rules guard, as the chart has it ask, 0 otherwise, by kind (validating, mutating)");

    public void Dispose() => _meter.Dispose();

    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    // Before the first look nobody knows, and nobody is to be woken.
    private static IEnumerable<Measurement<int>> Measure(CertificateCaches caches) => caches.HaveSynced
        ? [Measurement(caches, Kinds.Validating, "validating"), Measurement(caches, Kinds.Mutating, "mutating")]
        : [];

    private static Measurement<int> Measurement(CertificateCaches caches, ResourceType kind, string label)
    {
        var isInForce = caches.Registrations.Where(r => r.Kind == kind).Any(r => RegistrationReview.Of(r.Kind, r.Entity).IsInForce);
        return new(isInForce ? 1 : 0, new KeyValuePair<string, object?>("kind", label));
    }
}
