using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Under which service accounts pods run.</summary>
public sealed class ServiceAccounts : PodSpecRule
{
    public override string Id => "pods/service-accounts";

    public override string Denies => "Service accounts on the tenant's deny list, by serviceAccountName or its old name serviceAccount; to name none is to name default.";

    public override string Why => "A pod has the rights of its service account: accounts that the platform or a deployment tool uses in a tenant's namespace are not for the tenant's pods.";

    public override string? OpenedBy => "spec.pods.deniedServiceAccounts";

    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var denied = input.Policy.Pods.DeniedServiceAccounts;
        if (denied.Patterns.Count == 0)
            return;
        JsonElement name = pod.Spec.At("serviceAccountName"u8), old = pod.Spec.At("serviceAccount"u8);
        var namesNone = pod.Spec.IsAbsentOrEmpty("serviceAccountName"u8);
        if (!namesNone && IsDenied(name, denied))
            violations.Add(pod.Path(".serviceAccountName"), $"{name.Show()} is not allowed ({Show(denied)})");
        // The API server makes both the same, and the old one counts where the other is unset.
        if (!pod.Spec.IsAbsentOrEmpty("serviceAccount"u8))
        {
            if (IsDenied(old, denied))
                violations.Add(pod.Path(".serviceAccount"), $"{old.Show()} is not allowed ({Show(denied)})");
        }
        else if (namesNone && denied.Matches("default"))
        {
            violations.Add(pod.Path(".serviceAccountName"), $"unset is not allowed: it means \"default\" ({Show(denied)})");
        }
    }

    private static bool IsDenied(JsonElement name, PatternList denied) => name.ValueKind != JsonValueKind.String || denied.Matches(name.GetString());

    private static string Show(PatternList denied) => $"denied: {string.Join(", ", denied.Patterns)}";
}
