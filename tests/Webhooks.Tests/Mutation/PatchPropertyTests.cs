using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Webhooks.Mutation;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Mutation;

public sealed class PatchPropertyTests
{
    private static readonly string[] Tenants =
    [
        "{}",
        """{"pods":{"securityStandard":"Baseline","tolerations":[{"key":"a~b/c","operator":"Exists"}]}}""",
        """{"pods":{"securityStandard":"Privileged","imagePullPolicies":["Always"]}}""",
        """{"pods":{"nodeSelector":{"pool":"shared","a.b/c~":""},"priorityClasses":{"default":"normal"},"runtimeClasses":{"default":"gvisor"}}}""",
        """{"pods":{"secureDefaults":false,"tolerations":[{"operator":"Exists"},{"key":"k","value":"\u00e4\"","effect":"NoExecute","tolerationSeconds":7}]}}""",
    ];

    [Fact]
    public void A_patch_applies_keeps_what_was_set_and_leaves_nothing_for_a_second_call() =>
        Gen.Select(Documents.Pod, Gen.OneOf(Tenants)).Sample(
            (pod, tenant) =>
            {
                if (Mutated.Patch(pod, tenant) is not { } patch)
                    return;
                var once = Patches.Apply(pod, Encoding.UTF8.GetBytes(patch));
                Assert.Null(Mutated.Patch(once, tenant));
                var byOurselves = pod.DeepClone();
                PatchApplier.Apply(Encoding.UTF8.GetBytes(patch), byOurselves);
                Assert.True(JsonNode.DeepEquals(once, byOurselves));
                Mutated.Contains(WithoutNulls(pod), once);
            },
            iter: 3000, print: x => x.Item1.ToJsonString());

    // To the API server an explicit null, an empty list and an empty class are unset, and may be filled in. The volume of a token that nobody asked for goes.
    private static JsonObject WithoutNulls(JsonObject source)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in source)
        {
            var namesNone = name is "priorityClassName" or "runtimeClassName" && value is JsonValue v && v.TryGetValue(out string? text) && text.Length == 0;
            if (value is not null && !namesNone && name is not ("volumes" or "volumeMounts") && value is not JsonArray { Count: 0 })
                copy[name] = Clean(value);
        }
        return copy;
    }

    private static JsonNode? Clean(JsonNode? value) => value switch
    {
        JsonObject o => WithoutNulls(o),
        JsonArray a => new JsonArray([.. a.Select(Clean)]),
        _ => value?.DeepClone(),
    };
}
