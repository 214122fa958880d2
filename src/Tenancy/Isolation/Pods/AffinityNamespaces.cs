using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Whose pods a pod may be near to, or keep away.</summary>
public sealed class AffinityNamespaces : PodSpecRule
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public override string Id => "pods/affinity-namespaces";

    public override string Denies =>
        "Pod affinity and anti-affinity, required and preferred, with namespaces that are not the tenant's, or with a namespaceSelector that "
        + "does not require the tenant's label: by matchLabels, or by matchExpressions with operator In and no other value. {} selects all.";

    public override string Why =>
        "Anti-affinity holds both ways: a pod that keeps away from another tenant's pods keeps these off its node, and a few of them keep "
        + "them off the cluster. Affinity finds out where another tenant's pods run, and goes to sit beside them.";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var affinity = pod.Spec.At("affinity"u8);
        Check(affinity.At("podAffinity"u8), "podAffinity", pod, input, violations);
        Check(affinity.At("podAntiAffinity"u8), "podAntiAffinity", pod, input, violations);
    }

    private static void Check(JsonElement affinity, string kind, PodSpecView pod, RuleInput input, Violations violations)
    {
        var index = 0;
        foreach (var term in affinity.Items("requiredDuringSchedulingIgnoredDuringExecution"u8))
            Check(term, new(pod, kind, Required, index++, ""), input, violations);
        index = 0;
        foreach (var preference in affinity.Items("preferredDuringSchedulingIgnoredDuringExecution"u8))
            Check(preference.At("podAffinityTerm"u8), new(pod, kind, Preferred, index++, ".podAffinityTerm"), input, violations);
    }

    private static void Check(JsonElement term, Place place, RuleInput input, Violations violations)
    {
        var index = 0;
        foreach (var name in term.Items("namespaces"u8))
        {
            if (!IsOfTenant(name, input))
                violations.Add(place.Path($".namespaces[{index}]"), $"{name.Show()} is not a namespace of the tenant");
            index++;
        }
        var selector = term.At("namespaceSelector"u8);
        if (selector.Exists() && !RequiresTenant(selector, input.Policy.Name))
            violations.Add(place.Path(".namespaceSelector"), $"{selector.Show()} selects namespaces of others (must require {Api.Labels.Tenant}: {input.Policy.Name})");
    }

    // Its own namespace the index may not have seen yet.
    private static bool IsOfTenant(JsonElement name, RuleInput input) =>
        name.ValueKind == JsonValueKind.String
        && (name.ValueEquals(input.Request.Namespace) || (input.Cluster.TenantOf(name.GetString()!) is { } tenant && tenant == input.Policy.Name));

    // A selector is a conjunction: one requirement that holds for the tenant's namespaces alone is enough.
    private static bool RequiresTenant(JsonElement selector, string tenant)
    {
        var label = selector.At("matchLabels"u8).At("tenantoperator.io/tenant"u8);
        if (label.Exists() && label.IsText(tenant))
            return true;
        foreach (var expression in selector.Items("matchExpressions"u8))
        {
            if (expression.Is("key"u8, "tenantoperator.io/tenant"u8) && expression.Is("operator"u8, "In"u8) && HoldsNothingBut(expression, tenant))
                return true;
        }
        return false;
    }

    private static bool HoldsNothingBut(JsonElement expression, string tenant)
    {
        var any = false;
        foreach (var value in expression.Items("values"u8))
        {
            if (!value.Exists() || !value.IsText(tenant))
                return false;
            any = true;
        }
        return any;
    }

    /// <summary>Where a term stands; written out only when something is wrong there.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(PodSpecView Pod, string Kind, string List, int Index, string Below)
    {
        public string Path(string member) => Pod.Path($".affinity.{Kind}.{List}[{Index}]{Below}{member}");
    }
}
