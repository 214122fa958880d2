using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Services;

/// <summary>What a Service tells controllers beside its spec.</summary>
public sealed class Annotations : IRule
{
    private static readonly PatternList Harmless = PatternList.NoneWhenUnset(HarmlessAnnotations.OnService, Pattern.Path);

    public string Id => "services/annotations";

    public string Denies => "Annotations that are not listed; of a tenant without a list, those that name hosts, addresses or cloud identities, known by their key or by their value.";

    public string Why => "Controllers read them with the platform's credentials: external-dns publishes names, load balancers and CNIs give out addresses, clouds lend identities, "
        + "Ambassador takes whole routes from getambassador.io/config.";

    public string OpenedBy => "spec.services.annotations";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        // Load balancers' controllers note on the Service what they gave it.
        if (input.Standing is Standing.System or Standing.Operator)
            return;
        var service = ServiceView.Of(input.Request);
        if (service.Annotations.Exists() && service.Annotations.ValueKind != JsonValueKind.Object)
            violations.Add("metadata.annotations", $"{service.Annotations.Show()} is no object");
        if (service.Annotations.ValueKind != JsonValueKind.Object)
            return;
        var isBalanced = service.Type is ServiceType.LoadBalancer or ServiceType.Unknown;
        foreach (var annotation in service.Annotations.EnumerateObject())
        {
            if (!Harmless.Allows(annotation.Name) && Problem(annotation, isBalanced, input.Policy.Services) is { } problem)
                violations.Add($"metadata.annotations[{annotation.Name}]", $"{annotation.Value.Show()}: {problem}");
        }
    }

    private static string? Problem(JsonProperty annotation, bool isBalanced, ServicesPolicy policy)
    {
        if (!policy.Annotations.IsUnset)
            return policy.Annotations.Allows(annotation.Name) || (isBalanced && policy.LoadBalancerAnnotations.Allows(annotation.Name))
                ? null
                : $"the annotation is not listed ({policy.Annotations})";
        // Without a list of this kind, services/load-balancer holds load balancers to their own, which is the stricter one.
        return !isBalanced && TellingAnnotations.Problem(annotation.Name, annotation.Value) is { } told ? $"the annotation {told}, and is not listed" : null;
    }
}
