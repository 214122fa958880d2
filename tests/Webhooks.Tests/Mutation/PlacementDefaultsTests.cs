using System.Text.Json.Nodes;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Mutation;

public sealed class PlacementDefaultsTests
{
    private readonly TenancyIndex _index = World.Index();

    [Fact]
    public void A_pod_without_a_selector_gets_the_tenants() =>
        Same("""{"nodeSelector":{"pool":"shared","example.com/zone":"7"}}""", "{}", """{"nodeSelector":{"pool":"shared","example.com/zone":"7"}}""");

    [Fact]
    public void A_selector_gets_what_it_lacks_and_keeps_what_it_says() =>
        Same("""{"nodeSelector":{"pool":"system","disk":"ssd","example.com/zone":"7"}}""", """{"nodeSelector":{"pool":"system","disk":"ssd"}}""", """{"nodeSelector":{"pool":"shared","example.com/zone":"7"}}""");

    [Fact]
    public void The_longest_label_key_fits()
    {
        var key = $"{string.Join('.', Enumerable.Repeat(new string('a', 61), 4))}.bcdef/{new string('z', 63)}";
        Assert.Equal(253 + 1 + 63, key.Length);

        Same($$$"""{"nodeSelector":{"{{{key}}}":"x"}}""", "{}", $$$"""{"nodeSelector":{"{{{key}}}":"x"}}""");
    }

    [Fact]
    public void A_pod_without_classes_gets_the_tenants() => Same(
        """{"priorityClassName":"normal","runtimeClassName":"gvisor"}""", "{}", """{"priorityClasses":{"default":"normal"},"runtimeClasses":{"default":"gvisor"}}""");

    [Fact]
    public void A_pod_with_classes_keeps_them() => Same(
        """{"priorityClassName":"high","priority":2000,"runtimeClassName":"kata"}""",
        """{"priorityClassName":"high","priority":2000,"runtimeClassName":"kata"}""",
        """{"priorityClasses":{"default":"normal"},"runtimeClasses":{"default":"gvisor"}}""");

    /// <summary>The API server computed it for no class, and refuses it beside one.</summary>
    [Fact]
    public void The_priority_of_no_class_goes_when_a_class_comes() => Same(
        """{"priorityClassName":"normal"}""", """{"priority":0,"preemptionPolicy":"PreemptLowerPriority"}""", """{"priorityClasses":{"default":"normal"}}""");

    [Fact]
    public void Without_a_default_the_priority_stays() => Same("""{"priority":0}""", """{"priority":0}""", """{"priorityClasses":{"allowed":["normal"]}}""");

    [Fact]
    public void The_clusters_default_gives_way_to_the_tenants()
    {
        _index.PriorityClasses.Put("of-cluster", isDefault: true, 500);

        Same(
            """{"priorityClassName":"normal"}""", """{"priorityClassName":"of-cluster","priority":500,"preemptionPolicy":"PreemptLowerPriority"}""",
            """{"priorityClasses":{"default":"normal","allowed":["normal"]}}""");
    }

    [Fact]
    public void The_clusters_default_stays_where_the_tenant_may_name_it()
    {
        _index.PriorityClasses.Put("of-cluster", isDefault: true, 500);

        Same(
            """{"priorityClassName":"of-cluster","priority":500}""", """{"priorityClassName":"of-cluster","priority":500}""",
            """{"priorityClasses":{"default":"normal","allowed":["normal","of-cluster"]}}""");
    }

    private void Same(string expected, string spec, string pods)
    {
        var pod = new JsonObject { ["metadata"] = JsonNode.Parse("""{"labels":{"tenantoperator.io/tenant":"acme"}}"""), ["spec"] = JsonNode.Parse(spec) };
        var policy = JsonNode.Parse(pods)!.AsObject();
        policy["secureDefaults"] = false;
        var request = ReviewReader.Read(World.Element(Review.Create(pod.DeepClone().AsObject())));
        using var answer = Webhooks.Admission.Mutator.Mutate(request, World.Policy("acme", $$"""{"pods":{{policy.ToJsonString()}}}"""), _index, new());
        var mutated = answer.Patch is { } patch ? Patches.Apply(pod, patch.Written.ToArray()) : pod;
        Mutated.Same(expected, mutated["spec"]!.AsObject());
    }
}
