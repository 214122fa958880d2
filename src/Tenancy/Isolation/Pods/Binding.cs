using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Putting a pod on a node.</summary>
public sealed class Binding : IRule
{
    public string Id => "pods/binding";

    public string Denies => "Binding a pod to a node (pods/binding and bindings) by others than the system, platform admins and the operator. pods/eviction stays free.";

    public string Why =>
        "Who binds his pod himself skips the scheduler with its taints, node selectors and priorities. Another scheduler that tenants may name needs its account "
        + "listed in the chart's platform.additionalSystemUsers.";

    public string? NotAudited => "A binding is not stored.";

    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "pods/binding", Operations.Create),
        new("", "v1", "bindings", Operations.Create),
    ];

    /// <summary>The rule is about who asks.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem())
            return;
        violations.Add("target.name", $"{input.Request.Object.At("target"u8).Show("name"u8)} is not allowed: pods are bound by the scheduler");
    }
}
