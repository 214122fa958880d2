using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Backends for whatever no rule names, and backends that are no services.</summary>
public sealed class DefaultBackend : IRule
{
    public string Id => "ingress/default-backend";

    public string Denies => "spec.defaultBackend, and backends that are a resource and no service.";

    public string Why => "A default backend takes the traffic of every host that no other Ingress claims; a resource backend hands it to an object that no rule here has judged.";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var spec = IngressView.Of(input.Request).Spec;
        if (spec.At("defaultBackend"u8).Exists())
            violations.Add("spec.defaultBackend", $"{spec.Show("defaultBackend"u8)} is not allowed: it would serve every host; name hosts in spec.rules");
        // The field's name before networking.k8s.io/v1.
        if (spec.At("backend"u8).Exists())
            violations.Add("spec.backend", $"{spec.Show("backend"u8)} is not allowed: it would serve every host; name hosts in spec.rules");
        var i = 0;
        foreach (var rule in spec.Items("rules"u8))
        {
            var j = 0;
            foreach (var path in rule.At("http"u8).Items("paths"u8))
            {
                var resource = path.At("backend"u8).At("resource"u8);
                if (resource.Exists())
                    violations.Add($"spec.rules[{i}].http.paths[{j}].backend.resource", $"{resource.Show()} is not allowed: a backend must be a service");
                j++;
            }
            i++;
        }
    }
}
