using System.Text.Json;
using Tenancy.Isolation;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Webhooks.Mutation;

/// <summary>Where a pod runs, and as what: the labels of the tenant's nodes, its default priority class and its default runtime class.</summary>
/// <remarks>
/// The API server's own plugins for both classes have run before webhooks are asked. Because a webhook has changed the pod, they run once more
/// (reinvocation) and take what follows from the class: priority, preemption policy, overhead, the runtime class's node selector.
/// </remarks>
internal static class PlacementDefaults
{
    public static void Apply(JsonElement spec, RuleInput input, ref JsonPointer at, PatchWriter patch)
    {
        AddNodeSelector(spec, input.Policy.Pods, ref at, patch);
        AddPriorityClass(spec, input, ref at, patch);
        if (input.Policy.Pods.RuntimeClasses.Default is { } runtimeClass && spec.IsAbsentOrEmpty("runtimeClassName"u8))
            Add("runtimeClassName"u8, runtimeClass, ref at, patch);
    }

    private static void AddNodeSelector(JsonElement spec, PodsPolicy policy, ref JsonPointer at, PatchWriter patch)
    {
        var selector = spec.At("nodeSelector"u8);
        var entered = false;
        var start = at.Mark;
        foreach (var label in policy.NodeSelector)
        {
            if (selector.At(label.Utf8Key).Exists())
                continue;
            if (!entered && !patch.Enter(selector, "nodeSelector"u8, ref at))
                break;
            entered = true;
            Add(label.Utf8Key, label.Value, ref at, patch);
        }
        at.BackTo(start);
    }

    private static void AddPriorityClass(JsonElement spec, RuleInput input, ref JsonPointer at, PatchWriter patch)
    {
        if (input.Policy.Pods.PriorityClasses.Default is not { } priorityClass || !IsUnset(spec, priorityClass, input))
            return;
        Add("priorityClassName"u8, priorityClass, ref at, patch);

        // The Priority plugin has computed these for no class, or for the cluster's, and refuses them beside another when it runs again. What an author
        // has set himself it has compared with that by now.
        Remove(spec, "priority"u8, ref at, patch);
        Remove(spec, "preemptionPolicy"u8, ref at, patch);
    }

    /// <summary>
    /// Whether the pod names no class. The Priority plugin fills in the cluster's default before webhooks are asked: that is none as well, unless the tenant
    /// may name it, when its author may have.
    /// </summary>
    private static bool IsUnset(JsonElement spec, string ofTenant, RuleInput input) =>
        spec.IsAbsentOrEmpty("priorityClassName"u8)
        || (input.Cluster.DefaultPriorityClass is { } ofCluster
            && ofCluster != ofTenant
            && spec.At("priorityClassName"u8).IsText(ofCluster)
            && !input.Policy.Pods.PriorityClasses.Allows(ofCluster));

    private static void Add(ReadOnlySpan<byte> name, string value, ref JsonPointer at, PatchWriter patch)
    {
        var start = at.Mark;
        at.Append(name);
        patch.Add(at, value);
        at.BackTo(start);
    }

    private static void Remove(JsonElement spec, ReadOnlySpan<byte> name, ref JsonPointer at, PatchWriter patch)
    {
        if (spec.At(name).ValueKind == JsonValueKind.Undefined)
            return;
        var start = at.Mark;
        at.Append(name);
        patch.Remove(at);
        at.BackTo(start);
    }
}
