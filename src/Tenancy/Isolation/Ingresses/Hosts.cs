using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Ingresses;

/// <summary>The names that an Ingress claims, for traffic and for certificates.</summary>
public sealed class Hosts : IRule
{
    public string Id => "ingress/hosts";

    public string Denies => "A host that the tenant's host names do not cover: in rules, in tls, in annotations that name hosts (external-dns, cert-manager, server aliases; on Services too); a rule or tls entry without a host, which means all hosts.";

    public string Why => "Ingress controllers serve one list of hosts for the whole cluster: who may claim any, takes the traffic, the cookies and the certificates of others.";

    public string OpenedBy => "spec.ingress.hosts";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write), new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var o = IngressView.Of(input.Request);
        var hosts = input.Policy.Ingress.Hosts;
        CheckRules(o.Spec.At("rules"u8), hosts, violations);
        CheckTls(o.Spec.At("tls"u8), hosts, violations);
        foreach (var host in NamedHosts.InAnnotations(o))
        {
            if (!HostName.TryCanonicalize(host.Name, out var name))
                violations.Add(host.Field, $"{host.Show()} is no host name");
            else if (!hosts.Allows(name))
                violations.Add(host.Field, $"{host.Show()} is not one of the tenant's ({hosts})");
        }
    }

    private static void CheckRules(JsonElement rules, PatternList hosts, Violations violations)
    {
        if (rules.Exists() && rules.ValueKind != JsonValueKind.Array)
        {
            violations.Add("spec.rules", $"{rules.Show()} is no list");
            return;
        }
        for (var i = 0; rules.Exists() && i < rules.GetArrayLength(); i++)
        {
            if (Problem(rules[i].At("host"u8), hosts) is { } problem)
                violations.Add($"spec.rules[{i}].host", problem);
        }
    }

    private static void CheckTls(JsonElement tls, PatternList hosts, Violations violations)
    {
        if (tls.Exists() && tls.ValueKind != JsonValueKind.Array)
        {
            violations.Add("spec.tls", $"{tls.Show()} is no list");
            return;
        }
        for (var i = 0; tls.Exists() && i < tls.GetArrayLength(); i++)
        {
            var names = tls[i].At("hosts"u8);
            if (names.ValueKind != JsonValueKind.Array || names.GetArrayLength() == 0)
                violations.Add($"spec.tls[{i}].hosts", $"{names.Show()}: the certificate would stand for any host; the hosts must be named ({hosts})");
            for (var j = 0; names.ValueKind == JsonValueKind.Array && j < names.GetArrayLength(); j++)
            {
                if (Problem(names[j], hosts) is { } problem)
                    violations.Add($"spec.tls[{i}].hosts[{j}]", problem);
            }
        }
    }

    private static string? Problem(JsonElement host, PatternList hosts)
    {
        if (!host.Exists() || (host.ValueKind == JsonValueKind.String && host.ValueEquals(""u8)))
            return $"unset means every host; one must be named ({hosts})";
        var text = host.ValueKind == JsonValueKind.String ? host.GetString() : null;
        if (!HostName.TryCanonicalize(text, out var name))
            return $"{host.Show()} is no host name";
        return hosts.Allows(name) ? null : $"{host.Show()} is not one of the tenant's ({hosts})";
    }
}
