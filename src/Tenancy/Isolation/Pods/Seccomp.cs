using System.Collections.Immutable;
using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Pod Security Standards, Baseline and Restricted: seccomp.</summary>
public sealed class Seccomp : PodSpecRule
{
    private static readonly ImmutableArray<string> Types = ["RuntimeDefault", "Localhost"];

    public override string Id => "pods/seccomp";

    public override string Denies =>
        "A seccomp profile other than RuntimeDefault or Localhost, by field or legacy annotation; under Restricted also none "
        + "at all.";

    public override string Why =>
        "Unconfined opens system calls that escapes from containers are built on (Pod Security Standards; not required of "
        + "Windows).";

    public override string? OpenedBy => "spec.pods.securityStandard";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (!input.Policy.Pods.HoldsToBaseline)
            return;
        CheckAnnotations(pod, violations);
        var podProfile = pod.SecurityContext.At("seccompProfile"u8);
        var podIsSafe = IsSafe(podProfile);
        if (!podIsSafe && podProfile.Exists())
            violations.Add(pod.Path(".securityContext.seccompProfile.type"), Problem(podProfile));
        var mustBeSet = input.Policy.Pods.HoldsToRestricted && !pod.IsWindows;
        foreach (var container in pod.Containers)
        {
            var profile = container.SecurityContext.At("seccompProfile"u8);
            if (profile.Exists() ? !IsSafe(profile) : mustBeSet && !podIsSafe)
                violations.Add(container.Path(".securityContext.seccompProfile.type"), Problem(profile));
        }
    }

    // Kubernetes before 1.27 reads these and copies them into the fields.
    private static void CheckAnnotations(PodSpecView pod, Violations violations)
    {
        foreach (var annotation in pod.Metadata.Members("annotations"u8))
        {
            if ((annotation.NameEquals("seccomp.security.alpha.kubernetes.io/pod"u8)
                    || annotation.NameStartsWith("container.seccomp.security.alpha.kubernetes.io/"u8))
                && !IsSafeLegacy(annotation.Value))
                violations.Add(pod.AnnotationPath(annotation.Name), $"{annotation.Value.Show()} is not allowed (allowed: runtime/default, localhost/…)");
        }
    }

    private static bool IsSafe(JsonElement profile) => profile.At("type"u8).IsAnyOf(Types);

    private static bool IsSafeLegacy(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && (value.GetString() is "runtime/default" or "docker/default" || value.GetString()!.StartsWith("localhost/", StringComparison.Ordinal));

    private static string Problem(JsonElement profile) => $"{profile.Show("type"u8)} is not allowed (allowed: RuntimeDefault, Localhost)";
}
