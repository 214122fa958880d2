using System.Text.Json;
using Tenancy.Api;
using Tenancy.Classes;
using Tenancy.Tests.Api;

namespace Tenancy.Tests.Classes;

public sealed class EffectiveTenantTests
{
    [Fact]
    public void A_section_that_the_tenant_leaves_unset_is_the_classs() => Assert.Equal(
        SecurityStandard.Baseline, Effective("{}", """{"pods": {"securityStandard": "Baseline"}}""").Pods!.SecurityStandard);

    [Fact]
    public void A_section_that_the_tenant_sets_is_its_own_and_whole() => Assert.Equal(
        new PodsSpec { SecureDefaults = false }, Effective("""{"pods": {"secureDefaults": false}}""", """{"pods": {"securityStandard": "Baseline"}}""").Pods);

    [Fact]
    public void A_section_that_is_locked_is_the_classs_even_if_the_tenant_had_set_it() => Assert.Equal(
        SecurityStandard.Restricted,
        Effective("""{"pods": {"securityStandard": "Privileged"}}""", """{"pods": {"securityStandard": "Restricted"}}""", "pods").Pods!.SecurityStandard);

    [Fact]
    public void A_locked_section_that_the_class_leaves_unset_has_its_strict_defaults() =>
        Assert.Null(Effective("""{"pods": {"securityStandard": "Privileged"}}""", "{}", "pods").Pods);

    [Fact]
    public void Which_namespaces_there_are_is_the_tenants_own_and_the_rest_of_the_section_the_classs()
    {
        var namespaces = Effective("""{"namespaces": {"prefix": "a-", "provision": [{"name": "dev"}]}}""", """{"namespaces": {"limit": 3}}""").Namespaces!;

        Assert.Equal(("a-", "dev", 3), (namespaces.Prefix, namespaces.Provision![0].Name, namespaces.Limit));
    }

    [Fact]
    public void A_tenant_that_limits_its_namespaces_has_none_of_the_classs_section()
    {
        var namespaces = Effective("""{"namespaces": {"limit": 5}}""", """{"namespaces": {"limit": 3, "labels": {"a": "b"}}}""").Namespaces!;

        Assert.Equal((5, null), (namespaces.Limit, namespaces.Labels));
    }

    [Fact]
    public void Every_section_comes_from_the_class()
    {
        var sections = typeof(PolicySections).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToList();
        var policy = JsonSerializer.Serialize(YamlText.File("full.yaml")["spec"]!.AsObject().Where(s => sections.Contains(s.Key)).ToDictionary(s => s.Key, s => s.Value));

        var effective = JsonSerializer.SerializeToNode(Effective("{}", policy), TenantJson.Default.TenantSpec)!.AsObject();

        Assert.Equal(sections.Order(), effective.Select(s => s.Key).Intersect(sections).Order());
        Assert.Equal(sections.Order(), EffectiveTenant.OwnSections(Example.Tenant(policy)).Order());
    }

    [Fact]
    public void The_class_is_the_one_that_the_tenant_names() => Assert.Equal("gold", ClassOf("""{"className": "gold"}""", ("gold", 1, false), ("other", 2, true)));

    [Fact]
    public void A_class_that_is_not_there_is_none() => Assert.Null(ClassOf("""{"className": "gold"}""", ("other", 2, true)));

    [Fact]
    public void A_tenant_that_names_none_has_the_youngest_default() => Assert.Equal("young", ClassOf("{}", ("old", 1, true), ("young", 2, true), ("youngest", 3, false)));

    [Fact]
    public void Of_equally_young_defaults_the_first_by_name_counts() => Assert.Equal("a", ClassOf("{}", ("b", 1, true), ("a", 1, true)));

    private static TenantSpec Effective(string spec, string policy, params string[] locked) => EffectiveTenant.Of(Example.Tenant(spec), new()
    {
        Spec = new() { Policy = JsonSerializer.Deserialize(policy, TenantJson.Default.ClassPolicy), Locked = locked },
    }).Spec;

    private static string? ClassOf(string spec, params (string Name, int Day, bool IsDefault)[] classes) =>
        EffectiveTenant.ClassOf(Example.Tenant(spec), classes.Select(c => new TenantClass
        {
            Metadata = new()
            {
                Name = c.Name,
                CreationTimestamp = new(2026, 1, c.Day, 0, 0, 0, TimeSpan.Zero),
                Annotations = c.IsDefault ? new Dictionary<string, string> { [TenantClass.DefaultAnnotation] = "true" } : null,
            },
        }))?.Metadata.Name;
}
