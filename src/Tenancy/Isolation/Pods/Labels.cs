using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Labels of pods that speak of tenancy.</summary>
public sealed class Labels : IRule
{
    public string Id => "pods/labels";

    public string Denies =>
        "On a pod, labels of the domain tenantoperator.io other than tenant, with the tenant's own name, and platform; on UPDATE by others than platform admins and the "
        + "operator, adding, changing or removing platform, and removing tenant.";

    public string Why =>
        "The tenant label tells whose a pod is, in metrics and to whoever selects pods by it. The platform label keeps tenants out of the platform's pods (pods/exec): "
        + "taking it away would let them in. A new pod may have it, for controllers make most pods and no request tells whose template it was: it takes rights from who "
        + "sets it and gives none. So nothing that lets in may select pods by it; select by namespace.";

    public string? AlwaysEnforced => "By these labels pods/exec knows the platform's pods: relaxed, this rule would open that one, whatever its mode.";

    public IReadOnlyList<Guard> Guards => PodSpecRule.WholePodsAndTemplates;

    /// <summary>What a pod has already passes; what goes is looked at below, which only the two together show.</summary>
    public bool Ratchets => true;

    public void Check(RuleInput input, Violations violations)
    {
        if (!PodSpecView.TryLocate(input.Request, out var pod))
            return;
        foreach (var label in pod.Metadata.Members("labels"u8))
        {
            if (label.NameContains("tenantoperator.io"u8) && ProtectedKeys.SpeakOfTenancy(label.Name) && !IsAllowed(label, input))
                violations.Add($"{pod.MetadataPath}.labels[{label.Name}]", Problem(label, input));
        }
        if (input.Request is { Operation: Operations.Update, Resource: "pods" } && !input.Standing.IsPlatform())
            CheckChange(input.Request, input.Policy, violations);
    }

    private static bool IsAllowed(JsonProperty label, RuleInput input) =>
        label.NameEquals(Api.Labels.Platform) || (label.NameEquals(Api.Labels.Tenant) && label.Value.IsText(input.Policy.Name));

    private static void CheckChange(AdmissionRequest request, TenantPolicy policy, Violations violations)
    {
        JsonElement stored = request.OldObject.At("metadata"u8).At("labels"u8), written = request.Object.At("metadata"u8).At("labels"u8);
        JsonElement platformStored = stored.At("tenantoperator.io/platform"u8), platform = written.At("tenantoperator.io/platform"u8);
        if (!platformStored.SameAs(platform))
            violations.Add($"metadata.labels[{Api.Labels.Platform}]", $"{platform.Show()} is not allowed (is {platformStored.Show()}, and left to platform admins)");
        if (stored.At("tenantoperator.io/tenant"u8).IsText(policy.Name) && !written.At("tenantoperator.io/tenant"u8).Exists())
            violations.Add($"metadata.labels[{Api.Labels.Tenant}]", $"unset is not allowed (must be \"{policy.Name}\")");
    }

    private static string Problem(JsonProperty label, RuleInput input) => label.NameEquals(Api.Labels.Tenant)
        ? $"{label.Value.Show()} is not allowed (must be \"{input.Policy.Name}\")"
        : $"{label.Value.Show()} is not allowed: labels of tenantoperator.io are the operator's";
}
