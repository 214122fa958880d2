using System.Text.Json;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Webhooks.Mutation;

/// <summary>
/// What a new pod gets: the tenant's label, its nodes' labels and tolerations, its default classes, the one pull policy that is allowed, and safe
/// values.
/// </summary>
/// <remarks>
/// CREATE only. Ephemeral containers get no defaults: <c>kubectl debug</c> has profiles that set these fields, its default
/// profile asks for SYS_PTRACE in so many words, and what is said is denied or allowed, never rewritten.
/// </remarks>
internal sealed class PodDefaults : IMutation
{
    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "pods", Operations.Create)];

    public void Apply(RuleInput input, PatchWriter patch)
    {
        var pod = input.Request.Object;
        var spec = pod.At("spec"u8);
        if (spec.ValueKind != JsonValueKind.Object)
            return;
        // The longest path ends in the key of a label: a domain of 253 characters, an escaped slash, a name of 63.
        var at = new JsonPointer(stackalloc byte[512]);
        AddTenantLabel(pod, input.Policy.Name, ref at, patch);
        at.Append("spec"u8);
        AddTolerations(spec, input.Policy.Pods.Tolerations, ref at, patch);
        PlacementDefaults.Apply(spec, input, ref at, patch);
        if (OnlyOf(input.Policy.Pods.ImagePullPolicies) is { } pullPolicy)
        {
            AddPullPolicy(spec, "containers"u8, pullPolicy, ref at, patch);
            AddPullPolicy(spec, "initContainers"u8, pullPolicy, ref at, patch);
        }
        if (input.Policy.Pods.SecureDefaults)
            SecureDefaults.Apply(pod, spec, input.Policy.Pods, ref at, patch);
    }

    private static void AddTenantLabel(JsonElement pod, string tenant, ref JsonPointer at, PatchWriter patch)
    {
        var metadata = pod.At("metadata"u8);
        var labels = metadata.At("labels"u8);
        if (tenant.Length == 0 || metadata.ValueKind != JsonValueKind.Object || labels.At("tenantoperator.io/tenant"u8).Exists())
            return;
        var start = at.Mark;
        at.Append("metadata"u8);
        if (patch.Enter(labels, "labels"u8, ref at))
        {
            at.Append("tenantoperator.io/tenant"u8);
            patch.Add(at, tenant);
        }
        at.BackTo(start);
    }

    private static void AddTolerations(JsonElement spec, IReadOnlyList<Toleration> wanted, ref JsonPointer at, PatchWriter patch)
    {
        var present = spec.At("tolerations"u8);
        if (wanted.Count == 0 || (present.Exists() && present.ValueKind != JsonValueKind.Array))
            return;
        var start = at.Mark;
        at.Append("tolerations"u8);
        var exists = present.Exists();
        foreach (var toleration in wanted)
        {
            if (Tolerations.Contains(present, toleration))
                continue;
            if (!exists)
                patch.Add(at, "[]"u8);
            exists = true;
            var list = at.Mark;
            at.Append("-"u8);
            patch.Add(at, Tolerations.ToJson(toleration));
            at.BackTo(list);
        }
        at.BackTo(start);
    }

    // The API server fills this field in by the image's tag before it asks webhooks, so there it is never unset, and another policy
    // than the tenant's is denied; objects that have not been through the API server are completed here.
    private static void AddPullPolicy(JsonElement spec, ReadOnlySpan<byte> list, string policy, ref JsonPointer at, PatchWriter patch)
    {
        var start = at.Mark;
        var index = 0;
        foreach (var container in spec.Items(list))
        {
            if (container.ValueKind == JsonValueKind.Object && !container.At("imagePullPolicy"u8).Exists())
            {
                at.Append(list);
                at.Append(index);
                at.Append("imagePullPolicy"u8);
                patch.Add(at, policy);
                at.BackTo(start);
            }
            index++;
        }
    }

    private static string? OnlyOf(PatternList policies) =>
        policies.Patterns is [{ Text: "Always" or "IfNotPresent" or "Never" } only] ? only.Text : null;
}
