using System.Text.Json.Nodes;
using Chart.Tests.Helm;

namespace Chart.Tests.Rendering;

/// <summary>What the rendered roles say, read as text; what the API server makes of them is in <c>Installed/</c>.</summary>
public sealed class RenderedRulesTests
{
    private static readonly string[] Reading = ["get", "list", "watch"];

    public static TheoryData<string> ValueSets => [.. ChartFolder.ValueSets];

    [Theory, MemberData(nameof(ValueSets))]
    public async Task No_rule_holds_a_wildcard(string values)
    {
        var strings = (await RolesAsync(values)).SelectMany(Rules).SelectMany(Strings);

        Assert.DoesNotContain(strings, s => s.Contains('*', StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(ValueSets))]
    public async Task Every_rule_names_its_groups_resources_and_verbs(string values)
    {
        var rules = (await RolesAsync(values)).SelectMany(Rules).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.All(["apiGroups", "resources", "verbs"], key => Assert.NotEmpty(rule[key]!.AsArray())));
        Assert.All(rules, rule => Assert.False(rule.ContainsKey("nonResourceURLs")));
    }

    [Fact]
    public async Task The_webhooks_only_read_but_for_the_ledgers_and_events_of_denials()
    {
        const string ledgers = """["tenantoperator.io"] ["namespaceledgers"] ["get","create","update"]""";
        const string events = """[""] ["events"] ["create","patch"]""";

        Assert.Equal([ledgers, events], await WritingAsync());
        Assert.Equal([ledgers], await WritingAsync("--set", "denialEvents.enabled=false"));

        static async Task<IEnumerable<string>> WritingAsync(params string[] arguments) =>
            (await HelmRunner.ObjectsAsync(arguments)).Where(o => Name(o) is "tenant-operator:webhooks" or "tenant-operator-webhooks").SelectMany(Rules)
                .Where(r => r["verbs"]!.AsArray().Any(v => !Reading.Contains(v!.GetValue<string>())))
                .Select(r => $"{r["apiGroups"]!.ToJsonString()} {r["resources"]!.ToJsonString()} {r["verbs"]!.ToJsonString()}");
    }

    [Fact]
    public async Task The_controller_may_bind_the_curated_roles_and_those_of_the_platform()
    {
        var controller = await HelmRunner.ObjectAsync("ClusterRole", "tenant-operator:controller", "--set", "platform.memberClusterRoles={log-reader}");

        var bind = Assert.Single(Rules(controller), r => r["verbs"]!.AsArray().Any(v => v!.GetValue<string>() == "bind"));

        Assert.Equal(
            ["tenant-operator:owner", "tenant-operator:edit", "tenant-operator:view", "log-reader"],
            bind["resourceNames"]!.AsArray().Select(n => n!.GetValue<string>()));
    }

    [Fact]
    public async Task Secrets_are_opened_by_name_only()
    {
        var roles = await HelmRunner.ObjectsAsync();
        var rules = roles.Where(o => Name(o).EndsWith("controller", StringComparison.Ordinal) || Name(o).EndsWith("webhooks", StringComparison.Ordinal))
            .SelectMany(Rules).Where(r => r["resources"]!.AsArray().Any(x => x!.GetValue<string>() == "secrets"));

        // A name cannot limit "create": the object is not read yet when it is authorized.
        Assert.All(rules, r => Assert.True(r.ContainsKey("resourceNames") || r["verbs"]!.AsArray().Single()!.GetValue<string>() == "create"));
    }

    private static async Task<IEnumerable<JsonObject>> RolesAsync(string values) =>
        (await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet(values))).Where(o => o["kind"]!.GetValue<string>() is "Role" or "ClusterRole");

    private static string Name(JsonObject o) => o["metadata"]!["name"]!.GetValue<string>();

    private static IEnumerable<JsonObject> Rules(JsonObject role) => role["rules"]?.AsArray().Select(r => r!.AsObject()) ?? [];

    private static IEnumerable<string> Strings(JsonObject rule) => rule.SelectMany(p => p.Value!.AsArray()).Select(v => v!.GetValue<string>());
}
