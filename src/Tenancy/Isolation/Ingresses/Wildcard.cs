using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Hosts that stand for many.</summary>
public sealed class Wildcard : IRule
{
    public string Id => "ingress/wildcard";

    public string Denies => "Wildcard hosts, in rules, in tls and in annotations that name hosts, where not allowed.";

    public string Why => "A wildcard also takes the names that somebody will be given later (Multi-Tenancy Benchmarks: a tenant must not claim hosts it does not own).";

    public string OpenedBy => "spec.ingress.wildcards";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write), new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Policy.Ingress.Wildcards)
            return;
        foreach (var host in NamedHosts.Of(input.Request))
        {
            if (host.Name?.Contains('*', StringComparison.Ordinal) is true)
                violations.Add(host.Field, $"{host.Show()} is a wildcard, which is not allowed");
        }
    }
}
