using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Drivers of inline CSI volumes.</summary>
public sealed class CsiDrivers : PodSpecRule
{
    // The CSI specification's limit for a driver's name.
    private const int LongestDriver = 63;

    public override string Id => "pods/csi-drivers";

    public override string Denies => "Inline CSI volumes whose driver is not listed.";

    public override string Why =>
        "An inline volume has no storage class and no volume that somebody else has made: what it mounts, and with whose credentials, is "
        + "between the pod's author and the driver. Drivers for administrators trust what they are told.";

    public override string? OpenedBy => "spec.pods.csiDrivers";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var index = 0;
        foreach (var volume in pod.Spec.Items("volumes"u8))
        {
            var csi = volume.At("csi"u8);
            if (csi.Exists() && !IsAllowed(csi.At("driver"u8), input.Policy.Pods.CsiDrivers))
                violations.Add(pod.Path($".volumes[{index}].csi.driver"), $"{csi.Show("driver"u8)} is not allowed ({input.Policy.Pods.CsiDrivers})");
            index++;
        }
    }

    private static bool IsAllowed(JsonElement driver, PatternList drivers) =>
        driver.TryGetText(stackalloc char[LongestDriver], out var name) && drivers.Allows(name);
}
