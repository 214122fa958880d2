using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Tenancy.Api;
using Tenancy.Blueprints;
using Tenancy.Policies;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

/// <summary>What validates makes blueprints that the API server takes, by rules stated here once more and otherwise.</summary>
public sealed partial class ValidTenantsTests
{
    private static readonly PlatformSettings Platform = new() { MemberClusterRoles = ["netadmin"], ProtectedNamespaces = ["monitoring-system"] };

    [Fact]
    public void Any_tenant_is_judged_and_none_throws() => AnyTenant.Any.Sample(tenant => Errors(tenant) is not null, iter: 3000);

    [Fact]
    public void A_valid_tenant_makes_valid_objects()
    {
        var valid = 0;
        AnyTenant.Any.Sample(
            tenant =>
            {
                if (Errors(tenant).Count > 0)
                    return;
                Interlocked.Increment(ref valid);
                foreach (var desired in Objects(tenant))
                    CheckObject(desired);
            },
            iter: 5000);
        Assert.True(valid > 200, $"only {valid} tenants were valid: the generator proves nothing");
    }

    [Fact]
    public void An_invalid_tenant_is_compiled_and_drawn_without_throwing() => AnyTenant.Any.Sample(
        tenant =>
        {
            _ = TenantPolicy.Compile(tenant);
            _ = Objects(tenant).ToList();
        },
        iter: 3000);

    private static IReadOnlyList<FieldError> Errors(Tenant tenant) =>
        TenantValidation.Validate(JsonSerializer.SerializeToElement(tenant, TenantJson.Default.Tenant), default, Platform);

    private static IEnumerable<DesiredObject> Objects(Tenant tenant)
    {
        var namespaces = Blueprint.ProvisionedNamespaces(tenant);
        return namespaces
            .Concat(namespaces.Select(n => n.Name).Append("some-namespace").SelectMany(n => Blueprint.InNamespace(tenant, new(n), Platform)))
            .Concat(Blueprint.TenantAccess(tenant, namespaces.Select(n => n.Name), []));
    }

    private static void CheckObject(DesiredObject desired)
    {
        if (desired.Type == ObjectType.Namespace)
        {
            Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", desired.Name);
            Assert.DoesNotMatch("^kube-|^default$|^tenant-operator$|^monitoring-system$", desired.Name);
        }
        Assert.Matches("^[a-z0-9]([-a-z0-9:]*[a-z0-9])?$", desired.Name);
        CheckLabels(desired.Body["metadata"]!["labels"]);
        Assert.All(desired.Body["metadata"]!["annotations"]?.AsObject() ?? [], a => Assert.Matches(LabelKey(), a.Key.ToLowerInvariant()));
        Walk(desired.Body["spec"]);
        Assert.All(desired.Body["subjects"]?.AsArray() ?? [], CheckSubject);
    }

    private static void CheckSubject(JsonNode? subject)
    {
        Assert.NotEqual("", (string)subject!["name"]!);
        Assert.Equal((string?)subject["kind"] == "ServiceAccount", subject["namespace"] is not null);
        Assert.DoesNotMatch("^system:(?!serviceaccounts:[a-z0-9])", (string)subject["name"]!);
    }

    private static void CheckLabels(JsonNode? labels) => Assert.All(labels?.AsObject() ?? [], label =>
    {
        Assert.Matches(LabelKey(), label.Key);
        Assert.Matches(LabelValue(), (string)label.Value!);
    });

    private static void Walk(JsonNode? node)
    {
        if (node is JsonArray items)
            Assert.All(items, Walk);
        foreach (var (key, value) in node as JsonObject ?? [])
        {
            switch (key)
            {
                case "matchLabels":
                    CheckLabels(value);
                    break;
                case "matchExpressions":
                    Assert.All(value!.AsArray(), e => Assert.Equal((string?)e!["operator"] is "In" or "NotIn", e["values"] is JsonArray { Count: > 0 }));
                    break;
                case "hard" or "max" or "min" or "default" or "defaultRequest" or "maxLimitRequestRatio":
                    Assert.All(value!.AsObject(), amount => Assert.Matches("^[0-9]+(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|e[0-9]+)?$", (string)amount.Value!));
                    break;
                case "ipBlock":
                    var outer = IPNetwork.Parse((string)value!["cidr"]!);
                    Assert.All((value["except"]?.AsArray() ?? []).Select(e => IPNetwork.Parse((string)e!)), e =>
                    {
                        Assert.True(outer.Contains(e.BaseAddress), $"{e} is outside {outer}");
                        Assert.True(e.PrefixLength > outer.PrefixLength, $"{e} is all of {outer}");
                    });
                    break;
                case "from" or "to":
                    Assert.All(value!.AsArray(), peer => Assert.NotEqual(peer!["ipBlock"] is null, peer["podSelector"] is null && peer["namespaceSelector"] is null));
                    Walk(value);
                    break;
                default:
                    Walk(value);
                    break;
            }
        }
    }

    [GeneratedRegex("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelKey();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelValue();
}
