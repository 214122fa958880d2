using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Index;

/// <summary>
/// Finds the policy that a request is held to: from the index, else from the API server itself, once and quickly. What cannot be
/// found out now is refused with "try again"; a namespace whose label names a tenant that does not exist is held to the strictest.
/// A volume that a claim is bound to is read each time: whose it is may have changed, or the volume been made, a moment before its watch tells of it.
/// </summary>
internal sealed class PolicyResolver(TenancyIndex index, ITenancySource source, TimeProvider time)
{
    private readonly SharedReads<NamespaceState> namespaces = new(source.NamespaceAsync, time);
    private readonly SharedReads<TenantPolicy?> tenants = new(source.TenantAsync, time);
    private readonly SharedReads<TenantClass?> classes = new(source.ClassAsync, time);

    public ValueTask<Resolution> ResolveAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        if (!index.IsSynced)
            return new(new Resolution(NotReady));
        return IsKnown(request) && BoundVolume(request) is null
            ? new(new Resolution(Jurisdiction.Of(request, index), index))
            : ReadAsync(request, deadline, cancellationToken);
    }

    /// <summary>The classes that there are, with the one of a name though its watch has not told of it: files apply a class and its tenants in one go.</summary>
    /// <returns>Null when it cannot be found out now whether there is one of that name.</returns>
    public async ValueTask<IReadOnlyCollection<TenantClass>?> ClassesWithAsync(string name, Deadline deadline, CancellationToken cancellationToken)
    {
        var known = index.Classes.All;
        if (known.Any(c => string.Equals(c.Metadata.Name, name, StringComparison.Ordinal)) || !IsSubdomain(name))
            return known;
        try
        {
            return await classes.GetAsync(name, deadline.Remaining, cancellationToken) is { } unseen ? [.. known, unseen] : known;
        }
        catch (Exception e) when (NoAnswer(e, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Nothing may be decided from an index that has not held everything once.</summary>
    public static Denial NotReady { get; } = Denial.TryAgain("tenant-operator has just started and does not know the cluster's tenants yet");

    /// <summary>Whether the index has all that the request's jurisdiction follows from.</summary>
    private bool IsKnown(AdmissionRequest request)
    {
        if (Jurisdiction.IsNamespace(request))
            return LabelOf(request) is not { } label || index.Tenant(label) is not null;
        return request.Namespace.Length == 0 || (index.TenantOf(request.Namespace) is { } tenant && index.Tenant(tenant) is not null);
    }

    private async ValueTask<Resolution> ReadAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var resolution = IsKnown(request) ? new(Jurisdiction.Of(request, index), index) : await ReadPolicyAsync(request, deadline, cancellationToken);
        return resolution.IsKnown && BoundVolume(request) is { } name
            ? await ReadVolumeAsync(resolution.Policy, resolution.Facts, name, deadline, cancellationToken)
            : resolution;
    }

    private async ValueTask<Resolution> ReadVolumeAsync(TenantPolicy policy, IClusterFacts facts, string name, Deadline deadline, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(SharedReads<VolumeFact?>.Patience, time);
        try
        {
            var volume = await source.VolumeAsync(name, patience.Token).WaitAsync(Shorter(SharedReads<VolumeFact?>.Patience, deadline.Remaining), time, cancellationToken);
            return new(policy, new LiveFacts(facts, null, null, null) { Storage = new LiveVolume(facts.Storage, name, volume) });
        }
        catch (Exception e) when (NoAnswer(e, cancellationToken))
        {
            return new(Denial.TryAgain($"PersistentVolume \"{name}\" could not be read from the API server in time"));
        }
    }

    private async ValueTask<Resolution> ReadPolicyAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        var what = $"which tenant namespace \"{request.Namespace}\" belongs to";
        try
        {
            var label = LabelOf(request);
            if (label is null && !Jurisdiction.IsNamespace(request))
            {
                if (!IsName(request.Namespace))
                    return new(Denial.Invalid($"there is no namespace \"{request.Namespace}\""));
                var state = await namespaces.GetAsync(request.Namespace, deadline.Remaining, cancellationToken);
                if (!state.Exists)
                    return new(Denial.TryAgain($"namespace \"{request.Namespace}\" does not exist yet, or no longer"));
                label = state.Tenant;
            }
            what = $"tenant \"{label}\"";
            var tenant = label is null || index.Tenant(label) is not null || !IsName(label)
                ? null
                : await tenants.GetAsync(label, deadline.Remaining, cancellationToken);
            var facts = new LiveFacts(index, request.Namespace, label, tenant);
            return new(Jurisdiction.Of(request, facts), facts);
        }
        catch (Exception e) when (NoAnswer(e, cancellationToken))
        {
            return new(Denial.TryAgain($"{what} could not be read from the API server in time"));
        }
    }

    /// <summary>The tenant that a request's namespace is known to name, or null.</summary>
    private string? LabelOf(AdmissionRequest request) =>
        Jurisdiction.IsNamespace(request)
            ? Projections.TenantLabel(request.OldObject) ?? Projections.TenantLabel(request.Object)
            : index.TenantOf(request.Namespace);

    /// <summary>The volume that a request binds a claim to, or has it ask for; null when what there is of that stays as it is.</summary>
    private static string? BoundVolume(AdmissionRequest request) =>
        request is { Group: "", Resource: "persistentvolumeclaims" or "persistentvolumeclaims/status" } && Binds(request)
        && request.Object.At("spec"u8).String("volumeName"u8) is { } name && IsSubdomain(name)
            ? name
            : null;

    private static bool Binds(AdmissionRequest request)
    {
        JsonElement written = request.Object, stored = request.OldObject;
        return written.At("spec"u8).At("volumeName"u8) is { ValueKind: JsonValueKind.String } name
            && (!stored.At("spec"u8).At("volumeName"u8).Exists()
                || !JsonElement.DeepEquals(name, stored.At("spec"u8).At("volumeName"u8))
                || (written.At("metadata"u8).At("annotations"u8).At("pv.kubernetes.io/bind-completed"u8).Exists() && !stored.At("metadata"u8).At("annotations"u8).At("pv.kubernetes.io/bind-completed"u8).Exists())
                || (written.At("status"u8).Is("phase"u8, "Bound"u8) && !stored.At("status"u8).Is("phase"u8, "Bound"u8)));
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b > TimeSpan.Zero ? b : TimeSpan.Zero;

    private static bool NoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is ApiException or HttpRequestException or TimeoutException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    // Only what can be the name of an object goes into a path of the API server.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name[0] != '-' && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    // A DNS subdomain, or what cannot lead out of the collection's path.
    private static bool IsSubdomain(string name) =>
        name.Length is > 0 and <= 253 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}
