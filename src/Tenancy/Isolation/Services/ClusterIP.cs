using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Services;

/// <summary>Which address of the cluster's service range a Service gets.</summary>
public sealed class ClusterIP : IRule
{
    public string Id => "services/cluster-ip";

    public string Denies => "A clusterIP or clusterIPs that are chosen: anything but unset, the empty string and None, unless the Service has it already.";

    public string Why => "Who takes a chosen address gets the traffic of whoever still knows it from a service that is gone, such as a cached DNS answer, a deny-list, "
        + "or the address that the next cluster DNS will be given.";

    public string? NotAudited => "Once a Service is stored, an address that was chosen looks like one that was allocated.";

    // As written: when an object is validated, the API server has allocated what was unset, and the choice cannot be told from it.
    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write, Stage: Stage.Mutation)];

    // Compares old and new itself: what is stored was allocated, and no violation to be excused.
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        var spec = ServiceView.Of(input.Request).Spec;
        var stored = input.Request.OldObject.At("spec"u8);
        CheckAddress(spec.At("clusterIP"u8), stored, "spec.clusterIP", violations);
        var list = spec.At("clusterIPs"u8);
        if (list.Exists() && list.ValueKind != JsonValueKind.Array)
            violations.Add("spec.clusterIPs", $"{list.Show()} is no list");
        var index = 0;
        foreach (var address in spec.Items("clusterIPs"u8))
            CheckAddress(address, stored, $"spec.clusterIPs[{index++}]", violations);
    }

    private static void CheckAddress(JsonElement address, JsonElement stored, string field, Violations violations)
    {
        if (!address.Exists() || (address.ValueKind == JsonValueKind.String && (address.ValueEquals(""u8) || address.ValueEquals("None"u8) || IsStored(address, stored))))
            return;
        violations.Add(field, $"{address.Show()} is not allowed: the cluster chooses the address; leave it out, or None for a headless service");
    }

    /// <summary>Whether the Service has the address, in either field: of a pair either may be the second.</summary>
    private static bool IsStored(JsonElement address, JsonElement stored)
    {
        var text = address.GetString()!;
        if (stored.At("clusterIP"u8) is { ValueKind: JsonValueKind.String } first && first.ValueEquals(text))
            return true;
        foreach (var other in stored.Items("clusterIPs"u8))
        {
            if (other.ValueKind == JsonValueKind.String && other.ValueEquals(text))
                return true;
        }
        return false;
    }
}
