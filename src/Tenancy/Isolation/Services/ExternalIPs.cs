using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Services;

/// <summary>Addresses outside the cluster that every node takes for the service's own.</summary>
public sealed class ExternalIPs : IRule
{
    public string Id => "services/external-ips";

    public string Denies => "Any externalIPs outside the tenant's ranges, v4 and v6; always: the cluster's own ranges, loopback, link-local and metadata addresses.";

    public string Why => "Every node sends the traffic for these addresses to the service: who may choose them reads the traffic of others (CVE-2020-8554).";

    public string OpenedBy => "spec.services.externalIPs";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var list = ServiceView.Of(input.Request).Spec.At("externalIPs"u8);
        if (!list.Exists())
            return;
        if (list.ValueKind != JsonValueKind.Array)
        {
            violations.Add("spec.externalIPs", $"{list.Show()} is no list");
            return;
        }
        var allowed = input.Policy.Services.ExternalIPs;
        var index = 0;
        foreach (var address in list.EnumerateArray())
        {
            if (Problem(address, allowed, input.Platform) is { } problem)
                violations.Add($"spec.externalIPs[{index}]", $"{address.Show()} {problem}");
            index++;
        }
    }

    private static string? Problem(JsonElement value, AddressRangeList allowed, PlatformSettings platform)
    {
        if (value.ValueKind != JsonValueKind.String || !IpAddress.TryParse(value.GetString(), out var address))
            return "is no address that every parser reads the same";
        return !allowed.Holds(address) ? $"is not in an allowed range ({allowed})" : TargetAddress.Problem(address, platform);
    }
}
