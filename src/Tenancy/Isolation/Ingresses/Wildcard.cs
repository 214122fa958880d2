using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Hosts that stand for many.</summary>
public sealed class Wildcard : IRule
{
    public string Id => "ingress/wildcard";

    public string Denies => "Wildcard hosts, in rules and in tls, where not allowed.";

    public string Why => "A wildcard also takes the names that somebody will be given later (Multi-Tenancy Benchmarks: a tenant must not claim hosts it does not own).";

    public string OpenedBy => "spec.ingress.wildcards";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Policy.Ingress.Wildcards)
            return;
        var spec = IngressView.Of(input.Request).Spec;
        var i = 0;
        foreach (var rule in spec.Items("rules"u8))
            CheckHost(rule.At("host"u8), "spec.rules", i++, "host", violations);
        i = 0;
        foreach (var entry in spec.Items("tls"u8))
        {
            var j = 0;
            foreach (var host in entry.Items("hosts"u8))
                CheckHost(host, "spec.tls", i, $"hosts[{j++}]", violations);
            i++;
        }
    }

    private static void CheckHost(JsonElement host, string list, int index, string member, Violations violations)
    {
        if (host.ValueKind == JsonValueKind.String && host.GetString()!.Contains('*', StringComparison.Ordinal))
            violations.Add($"{list}[{index}].{member}", $"{host.Show()} is a wildcard, which is not allowed");
    }
}
