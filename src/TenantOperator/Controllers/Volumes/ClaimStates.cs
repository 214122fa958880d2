using System.Text.Json;
using OperatorRuntime;
using Tenancy.Objects;

namespace TenantOperator.Controllers.Volumes;

/// <summary>Reads how a claim is.</summary>
internal static class ClaimStates
{
    /// <summary>The state of a claim, null when there is none, as a volume sees it.</summary>
    public static ClaimState Of(JsonDocument? claim, Entity<VolumeEntry> volume)
    {
        if (claim is null || (volume.Value.ClaimUid is { } uid && claim.RootElement.At("metadata"u8).String("uid"u8) != uid))
            return ClaimState.Gone;
        var isBound = claim.RootElement.At("status"u8).Is("phase"u8, "Bound"u8) && claim.RootElement.At("spec"u8).String("volumeName"u8) == volume.Key.Name;
        return isBound ? ClaimState.Bound : ClaimState.Unbound;
    }
}
