using System.Text.Json;
using Tenancy.Isolation.Services;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Endpoints;

/// <summary>Where a service without selector sends its traffic.</summary>
public sealed class Addresses : IRule
{
    public string Id => "endpoints/addresses";

    public string Denies => "Endpoints and EndpointSlices written by others than the system and the platform's admins that hold an address outside the tenant's ranges, not-ready ones "
        + "included; always: loopback, link-local and metadata addresses and the cluster's own ranges. A host name in a slice is held to services/external-name.";

    public string Why => "Ingress controllers and load balancers send to these addresses from where they stand, past every NetworkPolicy: to pods of other tenants, "
        + "to nodes, to the cloud's metadata service (CVE-2021-25740, CVE-2021-25737).";

    public string OpenedBy => "spec.services.endpointAddresses";

    public IReadOnlyList<Guard> Guards { get; } =
        [new("", "v1", "endpoints", Operations.Write), new("discovery.k8s.io", "*", "endpointslices", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem() || (input.IsStored && IsOfEndpointSliceController(input.Request.Object)))
            return;
        if (input.Request.Group.Length == 0)
            CheckSubsets(input, violations);
        else
            CheckSlice(input, violations);
    }

    // Made of pods, for a Service with a selector. Slices that mirror hand-written Endpoints have another name there.
    private static bool IsOfEndpointSliceController(JsonElement slice) =>
        slice.At("metadata"u8).At("labels"u8).Is("endpointslice.kubernetes.io/managed-by"u8, "endpointslice-controller.k8s.io"u8);

    private static void CheckSubsets(RuleInput input, Violations violations)
    {
        var subsets = List(input.Request.Object, "subsets"u8, "subsets", violations);
        for (var i = 0; subsets.ValueKind == JsonValueKind.Array && i < subsets.GetArrayLength(); i++)
        {
            CheckSubset(List(subsets[i], "addresses"u8, $"subsets[{i}].addresses", violations), $"subsets[{i}].addresses", input, violations);
            CheckSubset(List(subsets[i], "notReadyAddresses"u8, $"subsets[{i}].notReadyAddresses", violations), $"subsets[{i}].notReadyAddresses", input, violations);
        }
    }

    private static void CheckSubset(JsonElement addresses, string path, RuleInput input, Violations violations)
    {
        for (var i = 0; addresses.ValueKind == JsonValueKind.Array && i < addresses.GetArrayLength(); i++)
            CheckAddress(addresses[i].At("ip"u8), $"{path}[{i}].ip", input, violations);
    }

    private static void CheckSlice(RuleInput input, Violations violations)
    {
        var slice = input.Request.Object;
        var isName = slice.Is("addressType"u8, "FQDN"u8);
        var endpoints = List(slice, "endpoints"u8, "endpoints", violations);
        for (var i = 0; endpoints.ValueKind == JsonValueKind.Array && i < endpoints.GetArrayLength(); i++)
        {
            var addresses = List(endpoints[i], "addresses"u8, $"endpoints[{i}].addresses", violations);
            for (var j = 0; addresses.ValueKind == JsonValueKind.Array && j < addresses.GetArrayLength(); j++)
            {
                if (!isName)
                    CheckAddress(addresses[j], $"endpoints[{i}].addresses[{j}]", input, violations);
                else if (ExternalName.Problem(addresses[j].ValueKind == JsonValueKind.String ? addresses[j].GetString() : null, input) is { } problem)
                    violations.Add($"endpoints[{i}].addresses[{j}]", $"{addresses[j].Show()} {problem}");
            }
        }
    }

    private static void CheckAddress(JsonElement value, string field, RuleInput input, Violations violations)
    {
        var allowed = input.Policy.Services.EndpointAddresses;
        if (value.ValueKind != JsonValueKind.String || !IpAddress.TryParse(value.GetString(), out var address))
            violations.Add(field, $"{value.Show()} is no address that every parser reads the same");
        else if (TargetAddress.Problem(address, input.Platform) is { } problem)
            violations.Add(field, $"{value.Show()} {problem}, which is never allowed");
        else if (!allowed.Holds(address))
            violations.Add(field, $"{value.Show()} is not in an allowed range ({allowed})");
    }

    private static JsonElement List(JsonElement parent, ReadOnlySpan<byte> name, string field, Violations violations)
    {
        var list = parent.At(name);
        if (list.Exists() && list.ValueKind != JsonValueKind.Array)
            violations.Add(field, $"{list.Show()} is no list");
        return list;
    }
}
