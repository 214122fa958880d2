using System.Text.Json;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>
/// No token of the API for a pod that does not ask for one. The API server's own ServiceAccount admission has run before webhooks
/// and mounted the token by then; the field alone would change nothing, so its volume and mounts go as well. Those that the author
/// of the pod wrote have other names or places and stay.
/// </summary>
internal static class ServiceAccountToken
{
    // A path that the API server chose long ago and that every client library reads.
    private static ReadOnlySpan<byte> MountPath => "/var/run/secrets/kubernetes.io/serviceaccount"u8;

    public static void Apply(JsonElement spec, ref JsonPointer at, PatchWriter patch)
    {
        if (spec.At("automountServiceAccountToken"u8).Exists())
            return;
        var start = at.Mark;
        at.Append("automountServiceAccountToken"u8);
        patch.Add(at, "false"u8);
        at.BackTo(start);

        if (MountedVolume(spec, out var index) is not { } volume || !IsMountedThereAlone(spec, volume))
            return;
        RemoveMounts(spec, "containers"u8, volume, ref at, patch);
        RemoveMounts(spec, "initContainers"u8, volume, ref at, patch);
        at.Append("volumes"u8);
        at.Append(index);
        patch.Remove(at);
        at.BackTo(start);
    }

    /// <summary>The name of the volume that ServiceAccount admission added, and its place.</summary>
    private static string? MountedVolume(JsonElement spec, out int index)
    {
        index = 0;
        foreach (var volume in spec.Items("volumes"u8))
        {
            var name = volume.String("name"u8);
            if (name is not null && IsToken(volume, name))
                return name;
            index++;
        }
        return null;
    }

    // From 1.21 on a projected volume of this name; before, the Secret of the service account under its own name.
    private static bool IsToken(JsonElement volume, string name) =>
        (name.StartsWith("kube-api-access-", StringComparison.Ordinal) && volume.At("projected"u8).Exists())
        || (name.Contains("-token-", StringComparison.Ordinal) && string.Equals(volume.At("secret"u8).String("secretName"u8), name, StringComparison.Ordinal));

    private static bool IsMountedThereAlone(JsonElement spec, string volume)
    {
        var (there, elsewhere) = Mounts(spec, "containers"u8, volume);
        var (thereInit, elsewhereInit) = Mounts(spec, "initContainers"u8, volume);
        return there + thereInit > 0 && elsewhere + elsewhereInit == 0;
    }

    private static (int There, int Elsewhere) Mounts(JsonElement spec, ReadOnlySpan<byte> list, string volume)
    {
        var (there, elsewhere) = (0, 0);
        foreach (var container in spec.Items(list))
        {
            foreach (var mount in container.Items("volumeMounts"u8))
            {
                if (Names(mount, volume))
                    _ = mount.Is("mountPath"u8, MountPath) ? there++ : elsewhere++;
            }
        }
        return (there, elsewhere);
    }

    private static void RemoveMounts(JsonElement spec, ReadOnlySpan<byte> list, string volume, ref JsonPointer at, PatchWriter patch)
    {
        var start = at.Mark;
        var index = 0;
        foreach (var container in spec.Items(list))
        {
            at.Append(list);
            at.Append(index++);
            at.Append("volumeMounts"u8);
            RemoveMounts(container.At("volumeMounts"u8), volume, ref at, patch);
            at.BackTo(start);
        }
    }

    // From the last to the first: each removal moves what stands behind it.
    private static void RemoveMounts(JsonElement mounts, string volume, ref JsonPointer at, PatchWriter patch)
    {
        if (mounts.ValueKind != JsonValueKind.Array)
            return;
        var start = at.Mark;
        for (var i = mounts.GetArrayLength() - 1; i >= 0; i--)
        {
            if (!Names(mounts[i], volume))
                continue;
            at.Append(i);
            patch.Remove(at);
            at.BackTo(start);
        }
    }

    private static bool Names(JsonElement mount, string volume) =>
        mount.At("name"u8) is { ValueKind: JsonValueKind.String } name && name.ValueEquals(volume);
}
