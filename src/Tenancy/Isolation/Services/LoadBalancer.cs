using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Services;

/// <summary>Load balancers and what they ask of the cloud.</summary>
public sealed class LoadBalancer : IRule
{
    private const string SourceRangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private static readonly PatternList Harmless = PatternList.NoneWhenUnset(HarmlessAnnotations.OnService, Pattern.Path);

    public string Id => "services/load-balancer";

    public string Denies => "Type LoadBalancer where not allowed; a class, address, source range or annotation that is not listed.";

    public string Why => "A load balancer is an address of the platform's network and an item on its bill; its annotations speak to the cloud with the platform's credentials.";

    public string OpenedBy => "spec.services.loadBalancers";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var service = ServiceView.Of(input.Request);
        if (service.Type is not (ServiceType.LoadBalancer or ServiceType.Unknown))
            return;
        var policy = input.Policy.Services;
        // Not the end: of a load balancer that is stored already, what it asks for must not change either.
        if (!policy.LoadBalancersAllowed)
            violations.Add("spec.type", $"{service.Spec.Show("type"u8)} is not allowed");
        CheckClass(service.Spec, policy, violations);
        CheckAddress(service.Spec, policy, violations);
        CheckSourceRanges(service, policy, violations);
        CheckAnnotations(service.Annotations, policy, violations);
    }

    private static void CheckClass(JsonElement spec, ServicesPolicy policy, Violations violations)
    {
        if (spec.At("loadBalancerClass"u8).Exists() && !(spec.String("loadBalancerClass"u8) is { } name && policy.LoadBalancerClasses.Allows(name)))
            violations.Add("spec.loadBalancerClass", $"{spec.Show("loadBalancerClass"u8)} is not listed ({policy.LoadBalancerClasses})");
    }

    private static void CheckAddress(JsonElement spec, ServicesPolicy policy, Violations violations)
    {
        var address = spec.At("loadBalancerIP"u8);
        if (!address.Exists() || spec.Is("loadBalancerIP"u8, ""u8))
            return;
        if (!(address.ValueKind == JsonValueKind.String && policy.LoadBalancerAddresses.HoldsAddress(address.GetString())))
            violations.Add("spec.loadBalancerIP", $"{address.Show()} is not in an allowed range ({policy.LoadBalancerAddresses})");
    }

    private static void CheckSourceRanges(ServiceView service, ServicesPolicy policy, Violations violations)
    {
        var allowed = policy.LoadBalancerSourceRanges;
        if (allowed.IsUnset)
            return;
        var given = 0;
        var field = service.Spec.At("loadBalancerSourceRanges"u8);
        if (field.Exists() && field.ValueKind != JsonValueKind.Array)
            violations.Add("spec.loadBalancerSourceRanges", $"{field.Show()} is no list");
        foreach (var range in service.Spec.Items("loadBalancerSourceRanges"u8))
        {
            // The service controller trims the blanks; the strict parser would refuse what the API accepts.
            if (!(range.ValueKind == JsonValueKind.String && allowed.HoldsRange(range.GetString().AsSpan().Trim())))
                violations.Add($"spec.loadBalancerSourceRanges[{given}]", $"{range.Show()} is not in an allowed range ({allowed})");
            given++;
        }
        given += CheckLegacySourceRanges(service.Annotations, allowed, violations);
        if (given == 0)
            violations.Add("spec.loadBalancerSourceRanges", $"unset would let in any source; ranges must be given ({allowed})");
    }

    // The annotation counts only while the field is empty, but the field can be emptied later by whoever may write the status quo.
    private static int CheckLegacySourceRanges(JsonElement annotations, AddressRangeList allowed, Violations violations)
    {
        var annotation = annotations.At("service.beta.kubernetes.io/load-balancer-source-ranges"u8);
        if (!annotation.Exists())
            return 0;
        var text = annotation.ValueKind == JsonValueKind.String ? annotation.GetString().AsSpan().Trim() : default;
        if (text.IsEmpty && annotation.ValueKind == JsonValueKind.String)
            return 0;
        foreach (var range in text.Split(','))
        {
            if (!allowed.HoldsRange(text[range].Trim()))
            {
                violations.Add($"metadata.annotations[{SourceRangesAnnotation}]", $"{annotation.Show()} is not in an allowed range ({allowed})");
                break;
            }
        }
        return 1;
    }

    private static void CheckAnnotations(JsonElement annotations, ServicesPolicy policy, Violations violations)
    {
        if (annotations.Exists() && annotations.ValueKind != JsonValueKind.Object)
            violations.Add("metadata.annotations", $"{annotations.Show()} is no object");
        else if (annotations.Exists())
        {
            foreach (var annotation in annotations.EnumerateObject())
            {
                if (!Harmless.Allows(annotation.Name) && !policy.LoadBalancerAnnotations.Allows(annotation.Name))
                    violations.Add($"metadata.annotations[{annotation.Name}]", $"{annotation.Value.Show()}: the annotation is not listed for load balancers ({policy.LoadBalancerAnnotations})");
            }
        }
    }
}
