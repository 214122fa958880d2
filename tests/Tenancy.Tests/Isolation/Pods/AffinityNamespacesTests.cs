using System.Text.Json.Nodes;
using CsCheck;

namespace Tenancy.Tests.Isolation.Pods;

/// <summary>What a namespaceSelector can select, against namespaces of all kinds of labels.</summary>
public sealed class AffinityNamespacesTests
{
    private const string Tenant = "tenantoperator.io/tenant";

    private static readonly string?[] Values = [null, "", "acme", "acme2", "globex"];

    /// <summary>Each with the tenant's label and another, or without.</summary>
    private static readonly (string? Tenant, string? Stage)[] Namespaces = [.. Values.SelectMany(tenant => Values.Select(stage => (tenant, stage)))];

    private static readonly Gen<JsonNode> Expression = Gen.Select(
        Gen.OneOf(Tenant, Tenant, "stage", "TenantOperator.io/tenant"), Gen.OneOf("In", "In", "NotIn", "Exists", "DoesNotExist"), Gen.OneOf("acme", "acme", "globex", "").Array[1, 2],
        (key, op, values) => (JsonNode)new JsonObject
        {
            ["key"] = key,
            ["operator"] = op,
            ["values"] = op is "In" or "NotIn" ? new JsonArray([.. values.Select(v => (JsonNode)v)]) : [],
        });

    private static readonly Gen<JsonObject> Selector = Gen.Select(
        Gen.OneOf<string?>(null, null, "acme", "globex", ""), Gen.OneOf<string?>(null, "acme", "x"), Expression.Array[0, 3], (tenant, stage, expressions) =>
        {
            var labels = new JsonObject();
            if (tenant is not null)
                labels[Tenant] = tenant;
            if (stage is not null)
                labels["stage"] = stage;
            return new JsonObject { ["matchLabels"] = labels, ["matchExpressions"] = new JsonArray([.. expressions.Select(e => e.DeepClone())]) };
        });

    [Fact]
    public void A_selector_that_passes_selects_no_namespace_but_the_tenants() => Selector.Sample(
        selector => !IsAllowed(selector) || Namespaces.All(n => n.Tenant == "acme" || !Selects(selector, n)), iter: 5_000);

    [Fact]
    public void A_selector_with_the_tenants_label_passes_whatever_else_it_requires() => Selector.Sample(
        selector =>
        {
            var (byLabel, byExpression) = (selector.DeepClone().AsObject(), selector.DeepClone().AsObject());
            byLabel["matchLabels"]![Tenant] = "acme";
            byExpression["matchExpressions"]!.AsArray().Add(JsonNode.Parse($$"""{"key": "{{Tenant}}", "operator": "In", "values": ["acme"]}"""));
            return IsAllowed(byLabel) && IsAllowed(byExpression);
        },
        iter: 1_000);

    private static bool IsAllowed(JsonObject selector)
    {
        var pod = JsonNode.Parse(Ask.GoodPod)!;
        pod["spec"]!["affinity"] = new JsonObject
        {
            ["podAntiAffinity"] = new JsonObject
            {
                ["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonArray(new JsonObject { ["topologyKey"] = "zone", ["namespaceSelector"] = selector.DeepClone() }),
            },
        };
        return Ask.OnCreate(pod.ToJsonString()).Allowed;
    }

    // As the API server evaluates selectors (apimachinery, pkg/labels).
    private static bool Selects(JsonObject selector, (string? Tenant, string? Stage) labels)
    {
        string? ValueOf(string key) => key == Tenant ? labels.Tenant : key == "stage" ? labels.Stage : null;
        bool Holds(JsonNode e)
        {
            var value = ValueOf((string)e["key"]!);
            var isIn = value is not null && e["values"]!.AsArray().Any(v => (string)v! == value);
            return (string)e["operator"]! switch { "In" => isIn, "NotIn" => !isIn, "Exists" => value is not null, _ => value is null };
        }
        return selector["matchLabels"]!.AsObject().All(l => ValueOf(l.Key) == (string)l.Value!) && selector["matchExpressions"]!.AsArray().All(e => Holds(e!));
    }
}
