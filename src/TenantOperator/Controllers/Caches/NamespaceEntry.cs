using System.Text.Json;
using OperatorRuntime;
using Tenancy.Api;

namespace TenantOperator.Controllers.Caches;

/// <summary>What is kept of a namespace that belongs to a tenant.</summary>
/// <param name="Tenant">The tenant that its label names.</param>
/// <param name="Made">Whether the operator made it for this tenant, or its spec asks for it: only such a namespace is ever deleted.</param>
/// <param name="Terminating">Whether its deletion was asked for.</param>
/// <param name="OwnPolicy">Its own deletion policy, as the spec last said; null when it had none.</param>
/// <param name="Remaining">What its deletion waits for, in the API server's words; null when nothing is known.</param>
/// <param name="Owned">Which of its labels and annotations are the operator's (see <see cref="OwnedMetadata"/>).</param>
/// <param name="Content">What can differ from an intent.</param>
internal sealed record NamespaceEntry(
    string Tenant, bool Made, bool Terminating, DeletionPolicy? OwnPolicy, string? Remaining, string Owned, StoredContent Content)
{
    /// <summary>
    /// Keeps a namespace's own deletion policy on the namespace itself: when it leaves the spec, its entry has left too, and
    /// a namespace that was to be retained must not be deleted for that.
    /// </summary>
    public const string PolicyAnnotation = "tenantoperator.io/deletion-policy";

    /// <summary>Whether an owner made it for this tenant: it goes with its Tenant, by the deletion policy, and never for not being in the spec.</summary>
    public bool SelfService { get; init; }

    /// <summary>Reads a stored namespace.</summary>
    public static NamespaceEntry Read(JsonElement stored, ContentPool pool)
    {
        var metadata = StoredMetadata.Of(stored);
        var tenant = metadata.Labels.GetValueOrDefault(Labels.Tenant) ?? "";
        var isOwn = metadata.Labels.GetValueOrDefault(Labels.MadeFor) == tenant;
        var selfService = metadata.Labels.GetValueOrDefault(Labels.Origin) == Labels.SelfService;
        return new(
            tenant,
            isOwn && !selfService && metadata.Labels.GetValueOrDefault(Labels.ManagedBy) == Labels.Operator,
            metadata.Deleting,
            Policy(metadata.Annotations.GetValueOrDefault(PolicyAnnotation)),
            metadata.Deleting ? WaitsFor(stored, metadata) : null,
            OwnedMetadata.Of(stored, ManagedObjects.FieldManager),
            pool.Project(stored))
        {
            SelfService = isOwn && selfService,
        };
    }

    /// <summary>Reads the labels.</summary>
    public IReadOnlyDictionary<string, string> ReadLabels()
    {
        using var document = Content.Parse();
        return StoredMetadata.Of(document.RootElement).Labels;
    }

    // A word that is not known keeps the namespace: whoever wrote it did not mean its deletion.
    private static DeletionPolicy? Policy(string? word) => word switch
    {
        null => null,
        nameof(DeletionPolicy.Delete) => DeletionPolicy.Delete,
        _ => DeletionPolicy.Retain,
    };

    private static string? WaitsFor(JsonElement stored, StoredMetadata metadata)
    {
        if (metadata.Finalizers.Count > 0)
            return $"finalizers of others: {string.Join(", ", metadata.Finalizers)}";
        if (!stored.TryGetProperty("status", out var status) || !status.TryGetProperty("conditions", out var conditions))
            return null;
        var messages = conditions.EnumerateArray()
            .Where(c => Text(c, "type") is "NamespaceContentRemaining" or "NamespaceFinalizersRemaining" && Text(c, "status") == "True")
            .Select(c => Text(c, "message"));
        return string.Join("; ", messages) is { Length: > 0 } message ? message : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
