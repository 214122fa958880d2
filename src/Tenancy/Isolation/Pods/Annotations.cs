using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Annotations that have others do something for a pod.</summary>
public sealed class Annotations : PodSpecRule
{
    // The longest key that the API server takes: a domain, a slash and a name.
    private const int LongestKey = 253 + 1 + 63;

    public override string Id => "pods/annotations";

    public override string Denies =>
        "Annotations that are not listed and steer the container runtime (io.kubernetes.cri-o.*, io.katacontainers.*, org.systemd.property.*, *.nri.io, …), the "
        + "network plugin (multus, Calico, Cilium, OVN, …), identities and machines of the cloud (iam.amazonaws.com, azure.workload.identity, spiffe.io, …) or agents; "
        + "and all below kubernetes.io and k8s.io but those that are known to be harmless. On UPDATE they may come from the system (chart value "
        + "platform.additionalSystemUsers): network plugins note down what they did.";

    public override string Why =>
        "Whoever reads such an annotation does as root or with the cloud's rights what the pod's spec could not ask for: attach it to further networks or to another's address, "
        + "give it a role, devices and mounts of the node, or run its command there (CVE-2020-27151, CVE-2024-3154).";

    public override string? OpenedBy => "spec.pods.annotations";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        Span<char> buffer = stackalloc char[LongestKey];
        foreach (var annotation in pod.Metadata.Members("annotations"u8))
        {
            var key = annotation.NameAsText(buffer);
            if (SteeringAnnotations.EffectOf(key) is { } effect && !input.Policy.Pods.Annotations.Matches(key) && !IsOfTheSystem(input))
                violations.Add(pod.AnnotationPath(annotation.Name), Problem(annotation, effect, input.Policy.Pods));
        }
    }

    // In a stored pod the notes of network plugins cannot be told from what its author wrote; a template has only the latter.
    // A kubelet shows what it runs from files with the annotations that the file has; pods/node-name holds it to that.
    private static bool IsOfTheSystem(RuleInput input) =>
        input.Request.Resource is "pods"
        && (input.IsStored || (input.Standing == Standing.System
            && (input.Request.Operation == Operations.Update || input.Request.Requester.Groups.Contains("system:nodes", StringComparer.Ordinal))));

    private static string Problem(JsonProperty annotation, string effect, PodsPolicy policy) => $"{annotation.Value.Show()} is not allowed: {effect} ({policy.Annotations})";
}
