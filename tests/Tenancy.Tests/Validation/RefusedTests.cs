using System.Text.Json;
using System.Text.Json.Nodes;
using Tenancy.Policies;
using Tenancy.Tests.Api;
using Tenancy.Validation;

namespace Tenancy.Tests.Validation;

/// <summary>refused.yaml: tenants that are invalid, each with all that is said of it.</summary>
public sealed class RefusedTests
{
    private static readonly PlatformSettings Platform = new() { ProtectedNamespaces = ["monitoring-system"], MemberClusterRoles = ["netadmin"] };

    public static TheoryData<string> Cases => [.. All().Select(c => (string)c["about"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_invalid_tenant_is_told_every_error_with_its_path(string about)
    {
        var @case = All().Single(c => (string?)c["about"] == about);
        var tenant = Example.Json(@case["spec"]!.ToJsonString(), (string?)@case["name"] ?? "acme");

        var errors = TenantValidation.Validate(JsonSerializer.SerializeToElement(tenant), default, Platform).Select(e => e.ToString());

        Assert.Equal(@case["errors"]!.AsArray().Select(e => (string)e!), errors);
    }

    private static IEnumerable<JsonObject> All() => YamlText.File("refused.yaml").AsArray().Select(c => c!.AsObject());
}
