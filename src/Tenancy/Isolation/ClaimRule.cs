using Tenancy.Objects;

namespace Tenancy.Isolation;

/// <summary>
/// A rule about volume claims: asked for claims, and for the templates of claims in StatefulSets and in pods' ephemeral volumes, where a
/// violation is a warning: the claim that a controller makes from it is denied.
/// </summary>
public abstract class ClaimRule : IRule
{
    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <inheritdoc/>
    public abstract string Denies { get; }

    /// <inheritdoc/>
    public abstract string Why { get; }

    /// <inheritdoc/>
    public virtual string? OpenedBy => null;

    /// <summary>The status too: a write of it can carry annotations, and it is what lets pods use the volume.</summary>
    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "persistentvolumeclaims", Operations.Write),
        new("", "v1", "persistentvolumeclaims/status", Operations.Update),
        new("", "v1", "pods", Operations.Create, Effect.Warn),
        .. PodSpecRule.PodsAndTemplates.Where(g => !g.Resource.StartsWith("pods", StringComparison.Ordinal)),
    ];

    /// <inheritdoc/>
    public void Check(RuleInput input, Violations violations)
    {
        var request = input.Request;
        if (request.Resource is "persistentvolumeclaims" or "persistentvolumeclaims/status")
        {
            Check(new ClaimView(request.Object), input, violations);
            return;
        }
        var index = 0;
        foreach (var template in request.Object.At("spec"u8).Items("volumeClaimTemplates"u8))
            Check(new ClaimView(template, "spec", ".volumeClaimTemplates", index++), input, violations);
        if (PodSpecView.TryLocate(request, out var pod))
            CheckVolumes(pod, input, violations);
    }

    /// <summary>Adds a violation for each field of <paramref name="claim"/> that breaks the rule.</summary>
    protected abstract void Check(ClaimView claim, RuleInput input, Violations violations);

    /// <summary>The class that a claim ends up with: the one that is written, else the cluster's default; for a template else the tenant's. Null when none.</summary>
    protected static string? EffectiveClass(ClaimView claim, RuleInput input) => claim.WrittenClass switch
    {
        { ValueKind: System.Text.Json.JsonValueKind.String } name => name.GetString(),
        var name when name.Exists() => null,
        _ => input.Cluster.Storage.DefaultClass ?? (claim.IsTemplate ? input.Policy.Storage.DefaultClass : null),
    };

    private void CheckVolumes(PodSpecView pod, RuleInput input, Violations violations)
    {
        var index = -1;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            index++;
            var template = volume.At("ephemeral"u8).At("volumeClaimTemplate"u8);
            if (template.Exists())
                Check(new ClaimView(template, pod.SpecPath, ".volumes", index, ".ephemeral.volumeClaimTemplate"), input, violations);
        }
    }
}
