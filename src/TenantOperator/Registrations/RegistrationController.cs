using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Certificates;

namespace TenantOperator.Registrations;

/// <summary>
/// Has the API server ask the webhooks for what the rules guard. The chart's registrations ask for nothing, so that an installation whose webhooks never come up refuses nobody anything;
/// they are given their rules once the API server has shown that it gets answers, and keep them whatever becomes of the webhooks. One key; leader only.
/// </summary>
internal sealed class RegistrationController(KubeTransport transport, CertificateCaches caches, AdmissionProbe probe, ILogger<RegistrationController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "registration";

    /// <summary>How often the webhooks are tried while they do not answer.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Only this controller's one worker reads and writes it: what was said last, so that it is said once.
    private string? _problem;

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        var due = Due().ToArray();
        // What is in force stays in force, whatever becomes of the webhooks. Our own kinds come first because nobody else's writes wait for them, and the probe is one of them.
        var atOnce = Array.FindAll(due, d => d.IsInForce || d.Wanted.IsOfOwnKinds);
        try
        {
            // The event of our own write brings us here again.
            if (atOnce.Length > 0)
                return await WriteAsync(atOnce, cancellation);
            if (due.Length == 0)
                return ReconciliationResult.Success;
            if (await probe.ProblemAsync(cancellation) is { } problem)
                return WaitFor(problem);
            _problem = null;
            return await WriteAsync(due, cancellation);
        }
        catch (ApiException e) when (e.IsConflict || e.IsInvalid || e.IsNotFound)
        {
            // Another writer was faster, the certificates' among them: its event, or the back-off, brings us here again with what it wrote.
            return ReconciliationResult.Requeue;
        }
    }

    private IEnumerable<DueEntry> Due()
    {
        foreach (var (kind, registration) in caches.Registrations)
        {
            var wanted = WantedEntries.Of(kind);
            var isInForce = registration.Value.Webhooks.Any(w => w.Asks.Length > 0 && wanted.TryGetValue(w.Name, out var known) && !known.IsOfOwnKinds);
            for (var i = 0; i < registration.Value.Webhooks.Count; i++)
            {
                var stored = registration.Value.Webhooks[i];
                // One that nobody is trusted to answer for would refuse everything. One of another name belongs to another version of the program, which knows what it asks for.
                if (!string.IsNullOrEmpty(stored.CaBundle) && wanted.TryGetValue(stored.Name, out var entry) && stored.Asks != entry.Text)
                    yield return new(kind, registration, i, isInForce, entry);
            }
        }
    }

    private ReconciliationResult WaitFor(string problem)
    {
        if (problem != _problem)
            log.WebhooksDoNotAnswer(problem);
        _problem = problem;
        return ReconciliationResult.RequeueAfter(Pause);
    }

    private async Task<ReconciliationResult> WriteAsync(DueEntry[] due, CancellationToken cancellation)
    {
        foreach (var entries in due.GroupBy(d => d.Kind))
        {
            var registration = entries.First().Registration;
            var patch = new JsonArray(Operation("test", "/metadata/resourceVersion", registration.ResourceVersion));
            foreach (var entry in entries)
                patch.Add((JsonNode)Operation("add", $"/webhooks/{entry.Index}/rules", entry.Wanted.ToJson()));
            using var patched = await transport.JsonPatchAsync(entries.Key, registration.Key, patch, null, cancellation);
            log.RulesWritten(entries.Key, registration.Key, patch.Count - 1);
        }

        return ReconciliationResult.Success;
    }

    private static JsonObject Operation(string op, string path, JsonNode value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
