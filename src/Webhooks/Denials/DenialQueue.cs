using System.Threading.Channels;
using Tenancy.Isolation;
using Tenancy.Isolation.Tenants;
using Webhooks.Reviews;
using Webhooks.Telemetry;

namespace Webhooks.Denials;

/// <summary>
/// Denials on their way to events. Who answers a request never waits and never fails here: what does not fit is dropped and counted. What is
/// said again before it was told takes no place of its own, and no namespace fills the queue.
/// </summary>
internal sealed class DenialQueue(DenialEventSettings settings, WebhookMetrics metrics, TimeProvider time)
{
    /// <summary>How many subjects may wait. Each takes some 4 KB at most.</summary>
    public const int Capacity = 1024;

    /// <summary>How many of one namespace: more than it may have told in a while.</summary>
    public const int CapacityOfNamespace = 32;

    private static readonly string Suspension = new Suspended().Id;

    private readonly Lock gate = new();
    private readonly Channel<bool> signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, int> ofNamespace = new(StringComparer.Ordinal);
    private Dictionary<DenialSubject, PendingDenial> pending = [];

    /// <summary>Takes up a denial, if it is one to be told. Reads what it needs of the request: its memory is dead soon.</summary>
    public void Tell(AdmissionRequest request, Answer answer)
    {
        if (!settings.Enabled || !IsToBeTold(request, answer) || Involved.In(request) is not { } about)
            return;
        if (Add(new(about, answer.DenyingRules[0]), request, answer))
            signal.Writer.TryWrite(true);
        else
            metrics.DenialEvents("dropped", 1);
    }

    /// <summary>Ends when a denial has come since the last time.</summary>
    public async Task WaitAsync(CancellationToken cancellation) => await signal.Reader.ReadAsync(cancellation);

    /// <summary>What waits, each subject once. It waits no more.</summary>
    public IReadOnlyCollection<PendingDenial> Take()
    {
        lock (gate)
        {
            var taken = pending.Values;
            pending = [];
            ofNamespace.Clear();
            return taken;
        }
    }

    // A rule's word on an object in a tenant's namespace that was really to be written. "Try again" is answered by clients themselves.
    private static bool IsToBeTold(AdmissionRequest request, Answer answer) =>
        answer is { Denial: not null, TenantExists: true, Tenant.Length: > 0, DenyingRules.Count: > 0 }
        && request is { DryRun: false, Namespace.Length: > 0 }
        && !IsNamespace(request)
        && !CannotBeTold(request, answer);

    private static bool IsNamespace(AdmissionRequest request) =>
        request.Group.Length == 0 && (request.Resource is "namespaces" || request.Resource.StartsWith("namespaces/", StringComparison.Ordinal));

    // An event is a write too, and a suspended tenant's namespaces take none. A denied event that made an event would not end.
    private static bool CannotBeTold(AdmissionRequest request, Answer answer) =>
        request is { Group: "" or "events.k8s.io", Resource: "events" } || answer.DenyingRules.Contains(Suspension, StringComparer.Ordinal);

    private bool Add(DenialSubject subject, AdmissionRequest request, Answer answer)
    {
        lock (gate)
        {
            if (!pending.TryGetValue(subject, out var denial))
            {
                var before = ofNamespace.GetValueOrDefault(request.Namespace);
                if (pending.Count == Capacity || before == CapacityOfNamespace)
                    return false;
                ofNamespace[request.Namespace] = before + 1;
                pending[subject] = denial = new(subject, DenialLine.Of(request, answer));
            }
            denial.Count++;
            denial.At = time.GetUtcNow();
            return true;
        }
    }
}
