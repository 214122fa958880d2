using Tenancy.Policies;

namespace Tenancy.Isolation.Tenants;

/// <summary>Writes in the namespaces of a suspended tenant.</summary>
public sealed class Suspended : IRule
{
    public string Id => "tenant/suspended";

    public string Denies => "Every write in the namespaces of a tenant with spec.suspended: creating, updating and deleting whatever kind, exec, attach, port-forward and proxy, changes "
        + "of the namespaces themselves and new ones; by everybody but platform admins, the operator, nodes and the controllers that the platform names: by members, guests and "
        + "service accounts alike, also those of the tenant's own pods. Reading passes, and so do reviews of what one may do. What runs goes on.";

    public string Why => "A tenant whose bill is unpaid, or whose accounts are in foreign hands, is to be held still without losing anything: a role taken away would be a role to give back by hand.";

    public string AlwaysEnforced => "Suspension is set on purpose and lifted by spec.suspended alone.";

    public string? NotAudited => "It judges writes while the tenant is suspended; what is stored goes on.";

    /// <summary>Whatever there is: kinds that no rule knows of as well. A CONNECT is no read: what a shell does, nobody sees.</summary>
    public IReadOnlyList<Guard> Guards { get; } = [Guard.OfEverything(Operations.Write | Operations.Delete | Operations.Connect)];

    /// <summary>No write is an old one.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (!input.Policy.Suspended || IsReview(input.Request) || input.Standing.IsPlatformOrSystem())
            return;
        violations.Add("", $"the tenant is suspended: what runs goes on, and nothing is written until it is lifted; {input.Ask}");
    }

    // The one kind of review that stands in a namespace. It is created to be answered, and stores nothing.
    private static bool IsReview(AdmissionRequest request) => request is { Group: "authorization.k8s.io", Resource: "localsubjectaccessreviews" };
}
