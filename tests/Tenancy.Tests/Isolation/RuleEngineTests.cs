namespace Tenancy.Tests.Isolation;

public sealed class RuleEngineTests
{
    private const string OnlyAcme = """{"pods": {"registries": ["registry.example.com/acme/*"]}}""";

    [Fact]
    public void All_violations_of_a_request_are_told_at_once() => Assert.Equal(
        [
            "pods/host-namespaces: spec.hostNetwork: true is not allowed",
            "pods/registries: spec.containers[0].image: \"evil.io/app:1\" is not from an allowed registry (allowed: registry.example.com/acme/*)",
        ],
        Ask.OnCreate(Pod("\"hostNetwork\": true", image: "evil.io/app:1"), OnlyAcme).Denials.Select(v => v.ToString()));

    [Fact]
    public void What_the_stored_object_breaks_already_is_not_the_updates_doing() =>
        Assert.True(Ask.OnUpdate(Pod("\"hostPID\": true"), Pod("\"hostPID\": true, \"activeDeadlineSeconds\": 5")).Allowed);

    [Fact]
    public void What_the_stored_object_does_not_break_is() =>
        Assert.Equal("spec.hostIPC", Assert.Single(Ask.OnUpdate(Pod("\"hostPID\": true"), Pod("\"hostPID\": true, \"hostIPC\": true")).Denials).Field);

    [Fact]
    public void One_bad_value_does_not_excuse_another_at_its_place() =>
        Assert.False(Ask.OnUpdate(Pod(image: "evil.io/app:1"), Pod(image: "evil.io/app:2"), OnlyAcme).Allowed);

    [Fact]
    public void Two_long_values_that_begin_alike_are_not_the_same()
    {
        var longImage = "evil.io/" + new string('a', 200);
        Assert.True(Ask.OnUpdate(Pod(image: longImage + ":1"), Pod(image: longImage + ":1"), OnlyAcme).Allowed);
        Assert.False(Ask.OnUpdate(Pod(image: longImage + ":1"), Pod(image: longImage + ":2"), OnlyAcme).Allowed);
    }

    [Fact]
    public void One_bad_item_does_not_excuse_a_second_like_it() => Assert.Equal(
        "spec.tolerations[1]",
        Assert.Single(Ask.OnUpdate(Tolerations("a"), Tolerations("a", "a")).Denials).Field);

    [Fact]
    public void An_item_is_excused_wherever_it_moves_in_its_list()
    {
        Assert.True(Ask.OnUpdate(Tolerations("a", "b"), Tolerations("b")).Allowed);
        Assert.True(Ask.OnUpdate(Tolerations("a", "b"), Tolerations("b", "a")).Allowed);
        Assert.False(Ask.OnUpdate(Tolerations("a", "b"), Tolerations("b", "c")).Allowed);
    }

    [Fact]
    public void An_annotation_whose_key_is_a_number_is_no_item_of_a_list() => Assert.False(Ask.OnUpdate(
        """{"metadata": {"annotations": {"1": 5}}, "spec": {}}""",
        """{"metadata": {"annotations": {"2": 5}}, "spec": {}}""").Allowed);

    [Fact]
    public void Many_violations_are_compared_in_linear_time()
    {
        // At quadratic cost these hold a request for seconds, and a webhook process with it.
        string[] keys = [.. Enumerable.Range(0, 10_000).Select(i => $"k{i}")];
        Assert.Single(Ask.OnUpdate(Tolerations(keys), Tolerations([.. keys, "new"])).Denials);
    }

    [Fact]
    public void A_violation_of_a_template_is_a_warning()
    {
        var verdict = Ask.OnCreate("""{"template": {"spec": {"hostPID": true, "securityContext": {"runAsNonRoot": true}}}}""", resource: "podtemplates");
        Assert.True(verdict.Allowed);
        Assert.Equal("template.spec.hostPID", Assert.Single(verdict.Warnings).Field);
    }

    [Theory]
    [InlineData("Enforce", 2, 0, 0)]
    [InlineData("Warn", 0, 2, 0)]
    [InlineData("Audit", 0, 0, 2)]
    public void A_mode_says_what_becomes_of_all_violations(string mode, int denials, int warnings, int audited)
    {
        var verdict = Ask.OnCreate(Pod("\"hostPID\": true, \"hostIPC\": true"), $$"""{"enforcement": {"mode": "{{mode}}"} }""");
        Assert.Equal((denials, warnings, audited), (verdict.Denials.Count, verdict.Warnings.Count, verdict.Audited.Count));
        Assert.Equal(denials == 0, verdict.Allowed);
    }

    [Fact]
    public void What_the_stored_object_breaks_already_is_excused_in_every_mode()
    {
        var verdict = Ask.OnUpdate(Pod("\"hostPID\": true"), Pod("\"hostPID\": true, \"activeDeadlineSeconds\": 5"), """{"enforcement": {"mode": "Warn", "rules": [{"id": "pods/host-ports", "mode": "Audit"}]}}""");
        Assert.Empty(verdict.Denials.Concat(verdict.Warnings).Concat(verdict.Audited));
    }

    private static string Pod(string more = "\"os\": null", string image = "registry.example.com/acme/web:1.0") => Ask.GoodPod
        .Replace("registry.example.com/acme/web:1.0", image, StringComparison.Ordinal)
        .Replace("\"spec\": {", $"\"spec\": {{{more}, ", StringComparison.Ordinal);

    private static string Tolerations(params string[] keys) =>
        Pod($"\"tolerations\": [{string.Join(", ", keys.Select(k => $$"""{"key": "{{k}}", "operator": "Exists"}"""))}]");
}
