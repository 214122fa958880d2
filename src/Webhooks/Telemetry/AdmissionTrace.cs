using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Tenancy.Isolation;
using Webhooks.Denials;
using Webhooks.Reviews;

namespace Webhooks.Telemetry;

/// <summary>
/// What a trace tells of an admission: which request, of what kind, where, and what was decided by which rules; not who asked, and nothing of
/// the object, its name neither. An API server that traces is the parent. Without a listener nothing is done.
/// </summary>
internal static class AdmissionTrace
{
    /// <summary>The source to subscribe to.</summary>
    public const string SourceName = "TenantOperator.Webhooks";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>Begins the trace of a call. It lasts as the caller's current activity until <see cref="End"/>.</summary>
    public static void Begin(HttpContext http, string webhook)
    {
        var caller = ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, isRemote: true, out var said) ? said : default;
        // The server has an activity of its own for its log, which nobody records: as a parent it would have every sampler say no.
        Activity.Current = null;
        Source.StartActivity("admission", ActivityKind.Server, caller)?.SetTag("admission.webhook", webhook);
    }

    /// <summary>Says what was asked and decided.</summary>
    public static void Decided(AdmissionRequest request, Answer answer)
    {
        if (Own is not { IsAllDataRequested: true } activity)
            return;
        activity.SetTag("admission.uid", Legible.Name(request.Uid));
        activity.SetTag("admission.operation", request.Operation.ToString());
        activity.SetTag("admission.group", Legible.Name(request.Group));
        activity.SetTag("admission.resource", Legible.Name(request.Resource));
        activity.SetTag("admission.dry_run", request.DryRun);
        activity.SetTag("k8s.namespace.name", Legible.Name(request.Namespace));
        activity.SetTag("admission.tenant", Legible.Name(answer.Tenant));
        activity.SetTag("admission.decision", answer.Decision);
        if (answer.DenyingRules.Count > 0)
            activity.SetTag("admission.rules", string.Join(',', answer.DenyingRules));
        if (answer.Denial is { Code: >= 500 })
            activity.SetStatus(ActivityStatusCode.Error, answer.Denial.Reason);
    }

    /// <summary>Ends the trace of a call.</summary>
    public static void End(int statusCode)
    {
        if (Own is not { } activity)
            return;
        activity.SetTag("http.response.status_code", statusCode);
        if (statusCode >= StatusCodes.Status400BadRequest)
            activity.SetStatus(ActivityStatusCode.Error);
        activity.Stop();
    }

    // Who began to listen in the midst of a call finds another's.
    private static Activity? Own => Activity.Current is { } current && ReferenceEquals(current.Source, Source) ? current : null;
}
