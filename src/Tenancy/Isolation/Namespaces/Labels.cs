using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Namespaces;

/// <summary>Labels and annotations of a tenant's namespaces that nobody manages.</summary>
public sealed class Labels : IRule
{
    public string Id => "namespaces/labels";

    public string Denies => "Adding, changing or removing labels and annotations of a tenant's namespace that the Tenant does not list for its owners, and any by others than its owners. "
        + "Not for platform admins, the operator and the controllers that the platform names. "
        + "What kubectl notes of its applies passes; what namespaces/ownership guards, that rule tells.";

    public string Why => "Controllers take orders from a namespace's labels and annotations: sidecars, routes, policy exemptions, network policies of others that select namespaces by label.";

    public string OpenedBy => "spec.namespaces.allowedLabels, spec.namespaces.allowedAnnotations";

    public string? NotAudited => "It judges changes and who makes them, and a stored namespace does not tell.";

    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "namespaces", Operations.Write),
        new("", "v1", "namespaces/status", Operations.Update),
        new("", "v1", "namespaces/finalize", Operations.Update),
    ];

    /// <summary>The rule is about the change itself.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        NamespaceView stored = NamespaceView.Stored(input.Request), written = NamespaceView.Written(input.Request);
        if (!(stored.IsClaimed || written.IsClaimed) || input.Standing.IsPlatform())
            return;
        var policy = input.Policy.Namespaces;
        CheckMap("metadata.labels", stored.Labels, written.Labels, policy.AllowedLabels, input, violations);
        CheckMap("metadata.annotations", stored.Annotations, written.Annotations, policy.AllowedAnnotations, input, violations);
    }

    private static void CheckMap(string path, JsonElement stored, JsonElement written, PatternList allowed, RuleInput input, Violations violations)
    {
        if (written.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in written.EnumerateObject())
            {
                if (!Ownership.Holds(stored, entry) && Problem(path, entry.Name, allowed, input) is { } problem)
                    violations.Add($"{path}[{entry.Name}]", $"{entry.Value.Show()} must not be {(Ownership.Has(stored, entry) ? "changed" : "added")}: {problem}");
            }
        }
        if (stored.ValueKind != JsonValueKind.Object)
            return;
        foreach (var entry in stored.EnumerateObject())
        {
            if (!Ownership.Has(written, entry) && Problem(path, entry.Name, allowed, input) is { } problem)
                violations.Add($"{path}[{entry.Name}]", $"must not be removed: {problem}");
        }
    }

    private static string? Problem(string path, string key, PatternList allowed, RuleInput input) =>
        Ownership.IsGuarded(path, key, isTenants: true, input.Policy.Namespaces) || key is ProtectedKeys.NamespaceName or ProtectedKeys.AppliedByKubectl || input.Standing == Standing.System ? null
        : input.Standing != Standing.Owner ? $"only owners may ({allowed})"
        : allowed.Allows(key) ? null
        : $"{allowed}";
}
