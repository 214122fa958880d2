using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>What runs the containers: a sandbox, or the node's own kernel.</summary>
public sealed class RuntimeClass : PodSpecRule
{
    public override string Id => "pods/runtime-class";

    public override string Denies => "Runtime classes that are not listed, and no class where the tenant has a default.";

    public override string Why =>
        "A runtime class chooses the program that starts containers on the node, with its devices and rights; and a tenant whose pods shall run in a sandbox "
        + "must not leave it by saying nothing.";

    public override string? OpenedBy => "spec.pods.runtimeClasses";

    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var classes = input.Policy.Pods.RuntimeClasses;
        var name = pod.Spec.At("runtimeClassName"u8);
        if (pod.Spec.IsAbsentOrEmpty("runtimeClassName"u8))
        {
            if (classes.Default is not null)
                violations.Add(pod.Path(".runtimeClassName"), $"unset is not allowed (the tenant's default is {classes.Default})");
        }
        else if (name.ValueKind != JsonValueKind.String || !(name.IsText(classes.Default) || classes.Allows(name.GetString()!)))
        {
            violations.Add(pod.Path(".runtimeClassName"), $"{name.Show()} is not allowed ({classes})");
        }
    }
}
