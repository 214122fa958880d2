using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline: AppArmor.</summary>
public sealed class AppArmor : PodSpecRule
{
    private static readonly ImmutableArray<string> Types = ["RuntimeDefault", "Localhost"];

    public override string Id => "pods/apparmor";

    public override string Denies => "An AppArmor profile other than RuntimeDefault or Localhost, by field or legacy annotation.";

    public override string Why =>
        "Unconfined takes away the mandatory access control that keeps a container from the files of the node (Pod Security "
        + "Standards, Baseline).";

    public override string? OpenedBy => "spec.pods.securityStandard: Privileged";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        CheckAnnotations(pod, violations);
        if (!IsSafe(pod.SecurityContext))
            violations.Add(pod.Path(".securityContext.appArmorProfile.type"), Problem(pod.SecurityContext));
        foreach (var container in pod.Containers)
        {
            if (!IsSafe(container.SecurityContext))
                violations.Add(container.Path(".securityContext.appArmorProfile.type"), Problem(container.SecurityContext));
        }
    }

    private static void CheckAnnotations(PodSpecView pod, Violations violations)
    {
        foreach (var annotation in pod.Metadata.Members("annotations"u8))
        {
            if (annotation.NameStartsWith("container.apparmor.security.beta.kubernetes.io/"u8) && !IsSafeLegacy(annotation.Value))
                violations.Add(pod.AnnotationPath(annotation.Name), $"{annotation.Value.Show()} is not allowed (allowed: runtime/default, localhost/…)");
        }
    }

    private static bool IsSafe(JsonElement securityContext) =>
        securityContext.At("appArmorProfile"u8) is var profile && (!profile.Exists() || profile.At("type"u8).IsAnyOf(Types));

    private static bool IsSafeLegacy(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && (value.GetString() is "" or "runtime/default" || value.GetString()!.StartsWith("localhost/", StringComparison.Ordinal));

    private static string Problem(JsonElement securityContext) =>
        $"{securityContext.At("appArmorProfile"u8).Show("type"u8)} is not allowed (allowed: RuntimeDefault, Localhost)";
}
