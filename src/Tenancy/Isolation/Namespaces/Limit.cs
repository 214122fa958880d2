using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Namespaces;

/// <summary>
/// How many namespaces a tenant has. The rule refuses early, by what the index knows; that no two requests take the last place, the
/// webhooks' ledger decides at the very end.
/// </summary>
public sealed class Limit : IRule
{
    /// <summary>The rule's id.</summary>
    public const string RuleId = "namespaces/limit";

    public string Id => RuleId;

    public string Denies => "A namespace that an owner makes beyond the tenant's limit (unset: 10), exactly, whatever the number of requests at the same moment and of webhook processes. "
        + "All namespaces of the tenant count: provisioned, adopted, and those that are being deleted until they are gone. Platform admins and the operator are not bound by it.";

    public string Why => "Each namespace has quotas of its own and costs the cluster a score of objects: who makes them without end has quota without end.";

    public string OpenedBy => "spec.namespaces.limit";

    public string? AlwaysEnforced => "What was made beyond a limit cannot be taken back: raise spec.namespaces.limit instead.";

    public string? NotAudited => "It judges new namespaces; the status tells how many there are of how many there may be.";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "namespaces", Operations.Create)];

    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        // Whoever else makes one is refused by its name.
        if (input.Standing != Standing.Owner || !OwnersNamespace.IsLabelled(input))
            return;
        var others = input.Cluster.NamespacesBeside(input.Policy.Name, NamespaceView.NameOf(input.Request));
        if (others >= input.Policy.Namespaces.Limit)
            violations.Add("metadata.name", Problem(others, input.Policy.Namespaces.Limit));
    }

    /// <summary>What is found where no place is left.</summary>
    public static Violation Exceeded(int count, int limit) => new(RuleId, "metadata.name", Problem(count, limit));

    private static string Problem(int count, int limit) =>
        $"the tenant has {count} of {limit} namespaces (spec.namespaces.limit), those that are being deleted among them; delete one that is not needed, or have the limit raised";
}
