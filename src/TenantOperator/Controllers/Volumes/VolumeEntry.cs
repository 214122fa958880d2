using System.Text.Json;
using OperatorRuntime;
using Tenancy.Objects;

namespace TenantOperator.Controllers.Volumes;

/// <summary>What is kept of a PersistentVolume.</summary>
/// <param name="Tenant">The value of its tenant label; null when it has none.</param>
/// <param name="Claim">The claim that it is bound to or set aside for; null when there is none.</param>
/// <param name="ClaimUid">The claim's uid; null while the volume is only set aside.</param>
/// <param name="IsPicked">Whether the volume binder picked it among the free ones (see <see cref="VolumeView.IsPicked"/>).</param>
/// <param name="IsReleased">Whether its claim is gone.</param>
internal sealed record VolumeEntry(string? Tenant, NamespacedName? Claim, string? ClaimUid, bool IsPicked, bool IsReleased)
{
    /// <summary>Reads a stored volume.</summary>
    public static VolumeEntry Read(JsonElement stored)
    {
        var volume = new VolumeView(stored);
        NamespacedName? claim = volume is { ClaimNamespace: { } ns, ClaimName: { } name } ? new NamespacedName(ns, name) : null;
        return new(volume.Tenant, claim, volume.ClaimUid, volume.IsPicked, volume.IsReleased);
    }
}
