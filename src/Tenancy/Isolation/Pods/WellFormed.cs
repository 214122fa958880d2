using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Fields of the type that Kubernetes gives them.</summary>
public sealed class WellFormed : PodSpecRule
{
    public override string Id => "pods/well-formed";

    public override string Denies => "Pods whose fields have another JSON type than Kubernetes gives them.";

    public override string Why =>
        "The API server decodes what it is sent and hands on well-typed objects. Should one not be, no rule may take for "
        + "absent what it cannot read.";

    public override string? AlwaysEnforced => "Every other rule on pods relies on it to read what it judges.";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        if (PodShape.Spec.Fault(pod.Spec) is { } inSpec)
            violations.Add(pod.Path(inSpec.Path), Problem(inSpec));
        if (pod.Metadata.Exists() && PodShape.Metadata.Fault(pod.Metadata) is { } inMetadata)
            violations.Add(pod.MetadataPath + inMetadata.Path, Problem(inMetadata));
    }

    private static string Problem(ShapeFault fault) => $"{fault.Value.Show()} is not of the type that Kubernetes gives this field";
}
