using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Controllers;

namespace TenantOperator.Registrations;

/// <summary>
/// Has the API server ask the webhooks for what the rules guard. The chart's registrations ask for nothing, so that an installation whose webhooks never come up refuses nobody anything;
/// they are given their rules once the API server has shown that it gets answers, and keep them whatever becomes of the webhooks. What somebody changes or takes out of what the chart
/// wrote is put right, where the chart is of this version. One key; leader only.
/// </summary>
internal sealed class RegistrationController(
    KubeTransport transport, CertificateCaches caches, AdmissionProbe probe, RegistrationReports reports, TimeProvider time, ILogger<RegistrationController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "registration";

    /// <summary>How often the webhooks are tried while they do not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>At least so long after one repair comes the next: something else that insists, each time at once, must not fill etcd with its and our versions.</summary>
    public static readonly TimeSpan BetweenRepairs = TimeSpan.FromSeconds(1);

    // Only this controller's one worker reads and writes these: what was said last, so that it is said once, and when something was last put right.
    private string? _problem;
    private long? _repairedAt;

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        RegistrationReview[] reviews = [.. caches.Registrations.Select(r => RegistrationReview.Of(r.Kind, r.Entity))];
        reports.Tell(reviews);
        var wait = Array.Exists(reviews, r => r.IsToBeRepaired) && _repairedAt is { } at ? BetweenRepairs - time.GetElapsedTime(at) : TimeSpan.Zero;
        try
        {
            // What is in force stays in force, whatever becomes of the webhooks. Our own kinds come first because nobody else's writes wait for them, and the probe is one of them.
            var hasWritten = await WriteAsync(reviews, repairs: wait <= TimeSpan.Zero, (review, entry) => review.HasAsked || entry.Wanted.IsOfOwnKinds, cancellation);
            // The event of our own write brings us here again.
            if (!hasWritten)
                hasWritten = await ReleaseAsync(reviews, cancellation);
            if (!hasWritten && Array.Exists(reviews, IsDue))
            {
                if (await probe.ProblemAsync(cancellation) is { } problem)
                    return WaitFor(problem);
                _problem = null;
                await WriteAsync(reviews, repairs: false, (_, _) => true, cancellation);
            }

            return wait > TimeSpan.Zero ? ReconciliationResult.RequeueAfter(wait) : ReconciliationResult.Success;
        }
        catch (ApiException e) when (e.IsConflict || e.IsInvalid || e.IsNotFound)
        {
            // Another writer was faster, the certificates' among them: its event, or the back-off, brings us here again with what it wrote.
            return ReconciliationResult.Requeue;
        }
    }

    // What our own kinds, and what is in force, wait for is written already.
    private static bool IsDue(RegistrationReview review) => !review.HasAsked && review.Entries.Any(e => e.IsDue && !e.Wanted.IsOfOwnKinds);

    private ReconciliationResult WaitFor(string problem)
    {
        if (problem != _problem)
            log.WebhooksDoNotAnswer(problem);
        _problem = problem;
        return ReconciliationResult.RequeueAfter(Pause);
    }

    private async Task<bool> WriteAsync(RegistrationReview[] reviews, bool repairs, Func<RegistrationReview, ReviewedEntry, bool> mayAsk, CancellationToken cancellation)
    {
        var hasWritten = false;
        foreach (var review in reviews)
            hasWritten |= await WriteAsync(review, repairs && review.IsToBeRepaired, [.. review.Entries.Where(e => e.IsDue && mayAsk(review, e))], cancellation);
        return hasWritten;
    }

    private async Task<bool> WriteAsync(RegistrationReview review, bool repair, ReviewedEntry[] toAsk, CancellationToken cancellation)
    {
        var patch = new RegistrationPatch(review);
        foreach (var entry in toAsk)
            patch.Ask(entry);
        if (repair)
            PutRight(review, patch);
        if (patch.IsEmpty)
            return false;
        if (!await SendAsync(review, patch, repair ? RegistrationPatch.Manager : ManagedObjects.FieldManager, cancellation))
            return false;
        if (repair)
            reports.TellRepaired(review);
        if (toAsk.Length > 0)
            log.RulesWritten(review.Kind, review.Registration.Key, toAsk.Length);
        return true;
    }

    private async Task<bool> ReleaseAsync(RegistrationReview[] reviews, CancellationToken cancellation)
    {
        var hasWritten = false;
        foreach (var review in reviews)
        {
            var patch = new RegistrationPatch(review);
            patch.Release();
            hasWritten |= !patch.IsEmpty && await SendAsync(review, patch, ManagedObjects.FieldManager, cancellation);
        }

        return hasWritten;
    }

    // False where nothing has changed by it: a server that does not know a field of ours drops it, and no event would bring us here again.
    private async Task<bool> SendAsync(RegistrationReview review, RegistrationPatch patch, string manager, CancellationToken cancellation)
    {
        using var patched = await transport.JsonPatchAsync(review.Kind, review.Registration.Key, patch.Operations, null, manager, cancellation);
        return patched.RootElement.GetProperty("metadata").GetProperty("resourceVersion").GetString() != review.Registration.ResourceVersion;
    }

    private void PutRight(RegistrationReview review, RegistrationPatch patch)
    {
        _repairedAt = time.GetTimestamp();
        foreach (var entry in review.Entries.Where(e => !e.IsAsWritten))
            patch.PutRight(entry);
        patch.BringBack();
    }
}
