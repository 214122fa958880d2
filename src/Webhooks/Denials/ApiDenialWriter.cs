using OperatorRuntime;

namespace Webhooks.Denials;

/// <summary>Events of the API server.</summary>
internal sealed class ApiDenialWriter(KubeTransport transport, RuntimeServices services) : IDenialWriter
{
    /// <summary>The events' reason, for filters: <c>kubectl get events --field-selector reason=AdmissionDenied</c>.</summary>
    public const string Reason = "AdmissionDenied";

    private readonly EventWriter events = new(transport, "tenant-operator-webhooks", services);

    public Task WriteAsync(ObjectReference about, SentEvent sent, DateTimeOffset at, CancellationToken cancellation) =>
        events.WriteAsync(about, EventType.Warning, Reason, sent, at, cancellation);
}
