using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>
/// The tenant's default class for an Ingress that names none, neither by field nor by the legacy annotation. A default class of
/// the cluster comes first: the API server fills it in before it asks webhooks.
/// </summary>
internal sealed class IngressDefaults : IMutation
{
    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Create)];

    public void Apply(RuleInput input, PatchWriter patch)
    {
        var ingress = input.Request.Object;
        var spec = ingress.At("spec"u8);
        if (input.Policy.Ingress.DefaultClass is not { } defaultClass
            || spec.ValueKind != JsonValueKind.Object
            || spec.At("ingressClassName"u8).Exists()
            || IngressView.Of(input.Request).Annotations.At(IngressView.ClassAnnotation).Exists())
            return;
        var at = new JsonPointer(stackalloc byte[64]);
        at.Append("spec"u8);
        at.Append("ingressClassName"u8);
        patch.Add(at, defaultClass);
    }
}
