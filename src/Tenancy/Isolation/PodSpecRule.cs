using Tenancy.Objects;

namespace Tenancy.Isolation;

/// <summary>
/// A rule about a pod's spec: asked for pods and for the pod templates inside workloads. On a template a violation is a
/// warning, so that the person who applies it sees it at once; the pod made from it is denied.
/// </summary>
public abstract class PodSpecRule : IRule
{
    /// <summary>Pods with what of them can be updated, and all that holds a template.</summary>
    protected internal static IReadOnlyList<Guard> PodsAndTemplates { get; } =
    [
        new("", "v1", "pods", Operations.Write),
        new("", "v1", "pods/ephemeralcontainers", Operations.Update),
        new("", "v1", "pods/resize", Operations.Update),
        new("", "v1", "podtemplates", Operations.Write, Effect.Warn),
        new("", "v1", "replicationcontrollers", Operations.Write, Effect.Warn),
        new("apps", "v1", "deployments", Operations.Write, Effect.Warn),
        new("apps", "v1", "replicasets", Operations.Write, Effect.Warn),
        new("apps", "v1", "statefulsets", Operations.Write, Effect.Warn),
        new("apps", "v1", "daemonsets", Operations.Write, Effect.Warn),
        new("batch", "v1", "jobs", Operations.Write, Effect.Warn),
        new("batch", "*", "cronjobs", Operations.Write, Effect.Warn),
    ];

    /// <summary>Without what can change but the containers: for fields that only a whole pod has.</summary>
    protected internal static IReadOnlyList<Guard> WholePodsAndTemplates { get; } =
        [.. PodsAndTemplates.Where(g => !g.Resource.StartsWith("pods/", StringComparison.Ordinal))];

    /// <inheritdoc/>
    public abstract string Id { get; }

    /// <inheritdoc/>
    public abstract string Denies { get; }

    /// <inheritdoc/>
    public abstract string Why { get; }

    /// <inheritdoc/>
    public virtual string? OpenedBy => null;

    /// <inheritdoc/>
    public virtual string? AlwaysEnforced => null;

    /// <inheritdoc/>
    public virtual IReadOnlyList<Guard> Guards => PodsAndTemplates;

    /// <inheritdoc/>
    public void Check(RuleInput input, Violations violations)
    {
        if (PodSpecView.TryLocate(input.Request, out var pod))
            Check(pod, input, violations);
    }

    /// <summary>Adds a violation for each field of <paramref name="pod"/> that breaks the rule.</summary>
    protected abstract void Check(PodSpecView pod, RuleInput input, Violations violations);
}
