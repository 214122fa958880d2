using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Webhooks.Mutation;

/// <summary>
/// Safe values for the security fields that a pod leaves unset: those that its tenant's Pod Security Standard asks for, and no
/// token of the API. Under Baseline a container may run as root with the runtime's capabilities, and images made for that would not
/// start otherwise; so there, only what hardly an image notices. Under Privileged, no field of a container.
/// </summary>
internal static class SecureDefaults
{
    public static void Apply(JsonElement pod, JsonElement spec, PodsPolicy policy, ref JsonPointer at, PatchWriter patch)
    {
        ServiceAccountToken.Apply(spec, ref at, patch);
        if (!policy.HoldsToBaseline)
            return;

        // The API server refuses a pod for Windows that has a field of Linux set.
        var linux = !spec.At("os"u8).Is("name"u8, "windows"u8);
        AddToPod(pod, spec, seccomp: linux, nonRoot: policy.HoldsToRestricted, ref at, patch);
        if (!linux || !policy.HoldsToRestricted)
            return;
        AddToContainers(spec, "containers"u8, ref at, patch);
        AddToContainers(spec, "initContainers"u8, ref at, patch);
    }

    private static void AddToPod(JsonElement pod, JsonElement spec, bool seccomp, bool nonRoot, ref JsonPointer at, PatchWriter patch)
    {
        var context = spec.At("securityContext"u8);

        // Servers before 1.27 still take the profile from this annotation, and refuse a pod whose field says otherwise.
        seccomp = seccomp && !context.At("seccompProfile"u8).Exists()
            && !pod.At("metadata"u8).At("annotations"u8).At("seccomp.security.alpha.kubernetes.io/pod"u8).Exists();

        // Root in a user namespace is nobody on the node: the standard lets it be. And who says runAsUser: 0 is told so, not contradicted.
        nonRoot = nonRoot && !context.At("runAsNonRoot"u8).Exists() && spec.Bool("hostUsers"u8) != false && context.Int("runAsUser"u8) != 0;

        var start = at.Mark;
        if ((seccomp || nonRoot) && patch.Enter(context, "securityContext"u8, ref at))
        {
            if (seccomp)
                Add("seccompProfile"u8, """{"type":"RuntimeDefault"}"""u8, ref at, patch);
            if (nonRoot)
                Add("runAsNonRoot"u8, "true"u8, ref at, patch);
        }
        at.BackTo(start);
    }

    private static void AddToContainers(JsonElement spec, ReadOnlySpan<byte> list, ref JsonPointer at, PatchWriter patch)
    {
        var start = at.Mark;
        var index = 0;
        foreach (var container in spec.Items(list))
        {
            at.Append(list);
            at.Append(index++);
            AddToContainer(container, ref at, patch);
            at.BackTo(start);
        }
    }

    private static void AddToContainer(JsonElement container, ref JsonPointer at, PatchWriter patch)
    {
        var context = container.At("securityContext"u8);
        var capabilities = context.At("capabilities"u8);
        var escalation = !context.At("allowPrivilegeEscalation"u8).Exists() && !MustEscalate(context);
        var drop = !capabilities.At("drop"u8).Exists();
        if (container.ValueKind != JsonValueKind.Object || (!escalation && !drop) || !patch.Enter(context, "securityContext"u8, ref at))
            return;
        if (escalation)
            Add("allowPrivilegeEscalation"u8, "false"u8, ref at, patch);
        if (drop && patch.Enter(capabilities, "capabilities"u8, ref at))
            Add("drop"u8, """["ALL"]"""u8, ref at, patch);
    }

    // With these the API server refuses allowPrivilegeEscalation: false as a contradiction. Left alone, the rules name what is wrong.
    private static bool MustEscalate(JsonElement context)
    {
        if (context.Bool("privileged"u8) == true)
            return true;
        foreach (var capability in context.At("capabilities"u8).Items("add"u8))
        {
            if (capability.ValueKind == JsonValueKind.String && (capability.ValueEquals("CAP_SYS_ADMIN"u8) || capability.ValueEquals("SYS_ADMIN"u8)))
                return true;
        }
        return false;
    }

    private static void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, ref JsonPointer at, PatchWriter patch)
    {
        var start = at.Mark;
        at.Append(name);
        patch.Add(at, json);
        at.BackTo(start);
    }
}
