using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Configuration;
using TenantOperator.Controllers;

namespace TenantOperator.Certificates;

/// <summary>
/// Keeps the registrations' trust: in the operator's own authority, which it keeps in its Secret, or in what somebody else keeps in one. One key; leader only.
/// </summary>
internal sealed class CertificateController(
    KubeTransport transport, CertificateCaches caches, CertificateSettings settings, TimeProvider time, ILogger<CertificateController> log) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "certificate";

    // A clock may be set anew while a timer runs, which takes no notice of it. A look reads what is in memory, and writes nothing when nothing is to be written.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    // Only this controller's one worker reads and writes it.
    private AuthorityState _remembered = AuthorityState.Nothing;

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        try
        {
            var wakeAt = settings.Source == CertificateSource.Secret ? await TrustSecretAsync(now, cancellation) : await KeepAuthorityAsync(now, cancellation);
            var sleep = wakeAt - now;
            return ReconciliationResult.RequeueAfter(sleep < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : sleep > LongestSleep ? LongestSleep : sleep);
        }
        catch (ApiException e) when (e.IsConflict || e.IsInvalid || e.IsNotFound)
        {
            // Another writer was faster, or the object is gone: its event, or the back-off, brings us here again with what it wrote.
            log.CertificateConflict(e.Message);
            return ReconciliationResult.Requeue;
        }
    }

    private async Task<DateTimeOffset> KeepAuthorityAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var secret = caches.Secret;
        var stored = caches.Content.Authority;
        var state = AuthorityRotation.Next(stored, _remembered, caches.Trusted, settings, now);
        if (secret is null || state.DiffersFrom(stored))
            await WriteAsync(secret, state, cancellation);
        _remembered = state;
        foreach (var (kind, registration) in caches.Registrations)
            await PublishAsync(kind, registration, state.Bundle, cancellation);
        return AuthorityRotation.WakeAt(state, settings);
    }

    // Nothing is told of a Secret that cannot be used: the webhook processes do, and the metric of every process.
    private async Task<DateTimeOffset> TrustSecretAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var wakeAt = DateTimeOffset.MaxValue;
        foreach (var (kind, registration) in caches.Registrations)
        {
            var entries = registration.Value.CaBundles.Distinct(StringComparer.Ordinal).Select(TrustBundle.ReadCaBundle);
            var bundle = SecretTrust.Next(entries, caches.Content.Tls.Authorities, now);
            if (bundle.FirstExpiry is not { } expiry)
                continue;
            await PublishAsync(kind, registration, bundle, cancellation);
            wakeAt = expiry < wakeAt ? expiry : wakeAt;
        }

        return wakeAt;
    }

    // Compare-and-swap: two controllers that both believe to lead can never each sign with an authority of their own.
    private async Task WriteAsync(Entity<SecretContent>? secret, AuthorityState state, CancellationToken cancellation)
    {
        var data = AuthoritySecret.Data(state);
        if (secret is null)
        {
            foreach (var absent in data.Where(p => p.Value is null).Select(p => p.Key).ToArray())
                data.Remove(absent);
            using var created = await transport.CreateAsync(Kinds.Secret, New(data), ManagedObjects.FieldManager, cancellation);
        }
        else
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = secret.ResourceVersion }, ["data"] = data };
            using var patched = await transport.MergePatchAsync(Kinds.Secret, secret.Key, patch, null, cancellation);
        }

        log.AuthorityStored(caches.SecretKey, state.Current?.Expires, state.Next is not null);
    }

    private JsonObject New(JsonObject data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["type"] = "Opaque",
        ["metadata"] = new JsonObject { ["name"] = caches.SecretKey.Name, ["namespace"] = caches.SecretKey.Namespace },
        ["data"] = data,
    };

    private async Task PublishAsync(ResourceType kind, Entity<RegistrationEntry> registration, TrustBundle bundle, CancellationToken cancellation)
    {
        var wanted = bundle.ToCaBundle();
        var patch = new JsonArray(Operation("test", "/metadata/resourceVersion", registration.ResourceVersion));
        for (var i = 0; i < registration.Value.CaBundles.Count; i++)
            if (registration.Value.CaBundles[i] != wanted)
                patch.Add((JsonNode)Operation("add", $"/webhooks/{i}/clientConfig/caBundle", wanted));
        if (patch.Count == 1)
            return;
        using var patched = await transport.JsonPatchAsync(kind, registration.Key, patch, null, cancellation);
        log.BundlePublished(kind, registration.Key, patch.Count - 1);
    }

    private static JsonObject Operation(string op, string path, string value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
