using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Chart.Tests.Helm;

namespace Chart.Tests.Monitoring;

/// <summary>The dashboards, read as Grafana reads them as far as that can be without one.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Kinds = ["bargauge", "stat", "table", "timeseries"];

    private static readonly string[] Names =
        [.. Directory.GetFiles(ChartFolder.PathOf("files", "dashboards")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Dashboards => [.. Names];

    [Theory, MemberData(nameof(Dashboards))]
    public void Every_query_names_what_the_program_exports(string name)
    {
        var queries = Targets(name).Select(t => t["expr"]!.GetValue<string>()).Concat(Variables(name).Where(v => Text(v, "type") == "query").Select(v => Text(v["query"]!, "query"))).ToArray();

        Assert.True(queries.Length > 10);
        Assert.Empty(queries.SelectMany(q => MetricsPage.Faults(q).Select(fault => $"{q}: {fault}")));
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void A_legend_names_labels_that_its_query_leaves(string name)
    {
        foreach (var target in Targets(name))
        {
            var query = PromQl.Parse(Text(target, "expr"));
            var known = query.Grouping.Count > 0 ? query.Grouping : ["instance"];
            Assert.All(LabelInLegend().Matches(Text(target, "legendFormat")), m => Assert.Contains(m.Groups["label"].Value, known));
        }
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void Every_variable_of_a_query_is_defined_and_used(string name)
    {
        var defined = Variables(name).Select(v => Text(v, "name")).Order(StringComparer.Ordinal);

        var used = Variable().Matches(Dashboard(name).ToJsonString()).Select(m => m.Groups["name"].Value).Where(v => !v.StartsWith("__", StringComparison.Ordinal)).Distinct();

        Assert.Equal(defined, used.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Dashboards))]
    public void Panels_have_numbers_of_their_own_and_do_not_overlap(string name)
    {
        var panels = Panels(name).ToArray();
        var cells = panels.SelectMany(p => Cells(p["gridPos"]!)).ToArray();

        Assert.Equal(panels.Length, panels.Select(p => p["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(cells.Length, cells.Distinct().Count());
        Assert.All(cells, c => Assert.InRange(c.X, 0, 23));
        Assert.All(panels, p => Assert.Contains(Text(p, "type"), Kinds));
        Assert.All(panels, p => Assert.False(string.IsNullOrEmpty(Text(p, "title"))));
    }

    [Fact]
    public async Task Each_is_in_a_ConfigMap_with_the_label_that_the_sidecar_looks_for()
    {
        var maps = (await HelmRunner.ObjectsAsync("--values", ChartFolder.ValueSet("monitoring-values.yaml")))
            .Where(o => o["metadata"]!["labels"]?["grafana_dashboard"] is not null).ToArray();

        Assert.Equal(Names.Length, maps.Length);
        foreach (var map in maps)
        {
            Assert.Equal(("ConfigMap", "1", "platform"), (Text(map, "kind"), Text(map["metadata"]!["labels"]!, "grafana_dashboard"), Text(map["metadata"]!["labels"]!, "folder")));
            var (file, content) = Assert.Single(map["data"]!.AsObject());
            Assert.True(JsonNode.DeepEquals(Dashboard(file["tenant-operator-".Length..^".json".Length]), JsonNode.Parse(content!.GetValue<string>())));
        }
    }

    [Fact]
    public void Each_has_an_identity_of_its_own() =>
        Assert.Equal(Names.Length, Names.Select(d => Text(Dashboard(d), "uid")).Distinct(StringComparer.Ordinal).Count());

    private static JsonNode Dashboard(string name) => JsonNode.Parse(File.ReadAllText(ChartFolder.PathOf("files", "dashboards", $"{name}.json")))!;

    private static IEnumerable<JsonNode> Panels(string name) => Dashboard(name)["panels"]!.AsArray().Select(p => p!);

    private static IEnumerable<JsonNode> Targets(string name) => Panels(name).SelectMany(p => p["targets"]!.AsArray()).Select(t => t!);

    private static IEnumerable<JsonNode> Variables(string name) => Dashboard(name)["templating"]!["list"]!.AsArray().Select(v => v!);

    private static IEnumerable<(int X, int Y)> Cells(JsonNode position)
    {
        var (x, y, w, h) = (Number("x"), Number("y"), Number("w"), Number("h"));
        return from dx in Enumerable.Range(0, w) from dy in Enumerable.Range(0, h) select (x + dx, y + dy);

        int Number(string key) => position[key]!.GetValue<int>();
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    [GeneratedRegex(@"\{\{(?<label>\w+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelInLegend();

    [GeneratedRegex(@"\$\{?(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
