using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>What containers say of the resources that they need.</summary>
public sealed class Resources : PodSpecRule
{
    public override string Id => "pods/resources";

    public override string Denies =>
        "Containers and init containers (sidecars too) that do not request or limit what the tenant requires; an amount of zero says nothing. A limit is "
        + "a request as well, and what is said for the whole pod (spec.resources) is said for each container. Templates are warned of what no limit "
        + "range of the tenant fills in.";

    public override string Why =>
        "What requests nothing is scheduled as if it were nothing, and takes what its neighbours were promised; memory without a limit is the "
        + "node's.";

    public override string? OpenedBy => "spec.pods.requiredResources";

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var required = input.Policy.Pods.RequiredResources;
        if (required.Requests.IsEmpty && required.Limits.IsEmpty)
            return;
        // The LimitRanger plugin runs before webhooks: what is missing in a pod was filled in by nobody.
        var willBeFilledIn = !input.Request.Resource.StartsWith("pods", StringComparison.Ordinal);
        foreach (var container in pod.Containers)
        {
            // Ephemeral containers cannot have resources.
            if (container.Kind != ContainerKind.Ephemeral)
                Check(container, required, willBeFilledIn, violations);
        }
    }

    private static void Check(ContainerView container, RequiredResources required, bool willBeFilledIn, Violations violations)
    {
        foreach (var resource in required.Requests)
        {
            if (!Says(container, "requests"u8, resource, willBeFilledIn) && !SaysByLimit(container, resource))
                violations.Add(container.Path($".resources.requests[{resource.Name}]"), Problem(container, "requests"u8, resource));
        }
        foreach (var resource in required.Limits)
        {
            if (!Says(container, "limits"u8, resource, willBeFilledIn))
                violations.Add(container.Path($".resources.limits[{resource.Name}]"), Problem(container, "limits"u8, resource));
        }
    }

    private static bool Says(ContainerView container, ReadOnlySpan<byte> member, RequiredResource resource, bool willBeFilledIn)
    {
        var own = Amount(container.Element, member, resource);
        return own.IsPositiveQuantity()
            || (willBeFilledIn && resource.IsFilledIn && !own.Exists())
            || Amount(container.Pod.Spec, member, resource).IsPositiveQuantity();
    }

    // The API server takes a limit for the request that is missing, but a request of zero for what it says.
    private static bool SaysByLimit(ContainerView container, RequiredResource resource) =>
        IsByLimit(container.Element, resource) || IsByLimit(container.Pod.Spec, resource);

    private static bool IsByLimit(JsonElement parent, RequiredResource resource) =>
        !Amount(parent, "requests"u8, resource).Exists() && Amount(parent, "limits"u8, resource).IsPositiveQuantity();

    private static JsonElement Amount(JsonElement parent, ReadOnlySpan<byte> member, RequiredResource resource) =>
        parent.At("resources"u8).At(member) is { ValueKind: JsonValueKind.Object } amounts && amounts.TryGetProperty(resource.Utf8Name, out var amount) ? amount : default;

    private static string Problem(ContainerView container, ReadOnlySpan<byte> member, RequiredResource resource) =>
        $"{Amount(container.Element, member, resource).Show()} is not allowed (must be above zero, here or for the whole pod)";
}
