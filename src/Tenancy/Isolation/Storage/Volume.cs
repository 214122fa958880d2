using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Storage;

/// <summary>Which existing volumes a claim can be bound to.</summary>
public sealed class Volume : ClaimRule
{
    public override string Id => "storage/volume";

    public override string Denies => "A claim that names a PersistentVolume (volumeName) which is not the tenant's own, or does not exist (yet); a selector that does not require the label tenantoperator.io/tenant "
        + "with the tenant's name; neither of the two, where no volume is made for the claim (no class, a class that is not known, one without a provisioner): the binder would take any free volume. "
        + "Also binding by the system itself (volumeName, the annotation pv.kubernetes.io/bind-completed, phase Bound) to a volume that is not the tenant's own, and tenants' writes of that annotation and of a claim's status. "
        + "A volume is the tenant's own by that label; without the label, by a claimRef to one of its namespaces, unless the binder itself picked the volume among the free ones.";

    public override string Why => "A released volume holds another tenant's data; claims can lie in wait for a volume that is cleared or made later, so the binding is looked at as well as the claim. "
        + "Pods use the volume once the claim's status says Bound.";

    protected override void Check(ClaimView claim, RuleInput input, Violations violations)
    {
        if (input.Request.Resource is "persistentvolumeclaims/status")
        {
            CheckStatus(claim, input, violations);
            return;
        }
        var selector = claim.Spec.At("selector"u8);
        var isNamed = !claim.Spec.IsAbsentOrEmpty("volumeName"u8);
        if (isNamed)
            CheckNamed(claim, input, violations);
        if (selector.Exists() && !RequiresTenant(selector, input.Policy.Name))
            violations.Add(claim.Path("spec.selector"), $"{selector.Show()} does not require the tenant's own label (matchLabels: {{tenantoperator.io/tenant: {input.Policy.Name}}})");
        // A stored claim that is bound has the binder's mark.
        if (!claim.IsTemplate && !input.IsStored)
            CheckBinding(claim, input, violations);
        if (!isNamed && !selector.Exists() && WhyAnyVolumeWillDo(claim, input) is { } why)
            violations.Add(claim.ClassPath, $"{why}, so any free volume would be taken; name a class that makes volumes, or ask for one of the tenant's own by spec.volumeName "
                + $"or spec.selector.matchLabels: {{tenantoperator.io/tenant: {input.Policy.Name}}}");
    }

    /// <summary>
    /// The binder says so when claim and volume are bound. (The status tells a moment later, but its webhook lets through what nobody answers.) A claim that its author says it of would be bound without a further write of it, whatever has become of
    /// the volume meanwhile; so would one of a StatefulSet, whose controller copies annotations.
    /// </summary>
    private static void CheckBinding(ClaimView claim, RuleInput input, Violations violations)
    {
        var stored = input.Request.OldObject.At("metadata"u8).At("annotations"u8);
        if (!claim.Annotations.At("pv.kubernetes.io/bind-completed"u8).Exists() || stored.At("pv.kubernetes.io/bind-completed"u8).Exists())
            return;
        var mayBind = input.Standing.IsPlatform() || (input.Standing is Standing.System && input.Request.Operation is Operations.Update);
        if (!mayBind)
            violations.Add("metadata.annotations[pv.kubernetes.io/bind-completed]", "is the volume binder's to set");
        else if (!IsOwn(claim, input))
            violations.Add("metadata.annotations[pv.kubernetes.io/bind-completed]", $"the claim must not be bound to {claim.Spec.Show("volumeName"u8)}, which is no volume of this tenant");
    }

    private static bool IsOwn(ClaimView claim, RuleInput input) =>
        claim.Spec.String("volumeName"u8) is { } name && input.Cluster.Storage.Volume(name)?.IsOf(input.Policy.Name, input.Cluster) == true;

    /// <summary>One text for what there is not and what is another's: names of volumes are not to be found out by trying.</summary>
    private static void CheckNamed(ClaimView claim, RuleInput input, Violations violations)
    {
        if (!IsOwn(claim, input))
            violations.Add(claim.Path("spec.volumeName"), $"{claim.Spec.Show("volumeName"u8)} is no volume of this tenant (one has the label tenantoperator.io/tenant: {input.Policy.Name})");
    }

    private static bool RequiresTenant(JsonElement selector, string tenant)
    {
        if (selector.At("matchLabels"u8).At("tenantoperator.io/tenant"u8) is { ValueKind: JsonValueKind.String } label && label.ValueEquals(tenant))
            return true;
        foreach (var expression in selector.Items("matchExpressions"u8))
        {
            var values = expression.At("values"u8);
            if (expression.Is("key"u8, "tenantoperator.io/tenant"u8) && expression.Is("operator"u8, "In"u8)
                && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() == 1
                && values[0].ValueKind == JsonValueKind.String && values[0].ValueEquals(tenant))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Why no volume is made for the claim; null when one is. In a claim, unset is no class whatever the cluster's default is now: where there is one the API server has
    /// filled it in already, and where its plugin is switched off, or there was none, the binder takes volumes without a class.
    /// </summary>
    private static string? WhyAnyVolumeWillDo(ClaimView claim, RuleInput input)
    {
        var name = claim.IsTemplate || claim.WrittenClass.Exists() ? EffectiveClass(claim, input) : null;
        if (string.IsNullOrEmpty(name))
            return $"{claim.WrittenClass.Show()}: without a class no volume is made";
        return input.Cluster.Storage.Class(name) is { Provisions: true } ? null : $"\"{name}\" makes no volumes";
    }

    private static void CheckStatus(ClaimView claim, RuleInput input, Violations violations)
    {
        JsonElement written = claim.Element.At("status"u8), stored = input.Request.OldObject.At("status"u8);
        if (!input.Standing.IsPlatformOrSystem() && !written.SameAs(stored))
            violations.Add("status", "is the system's to write (a storage driver's controller is made one by the chart's platform.additionalSystemUsers)");
        if (written.Is("phase"u8, "Bound"u8) && !stored.Is("phase"u8, "Bound"u8))
            CheckNamed(claim, input, violations);
    }
}
