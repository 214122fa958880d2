using System.Text;
using System.Text.Json.Nodes;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Reviews;

namespace Webhooks.Tests.Fixtures;

/// <summary>Objects after mutation.</summary>
internal static class Mutated
{
    /// <summary>The pod as it would be stored.</summary>
    public static JsonObject Pod(JsonObject pod, string tenantSpec = "{}") => Patch(pod, tenantSpec) is { } patch ? Patches.Apply(pod, Encoding.UTF8.GetBytes(patch)) : pod;

    /// <summary>The patch for a new pod of tenant acme, or null.</summary>
    public static string? Patch(JsonObject pod, string tenantSpec = "{}") =>
        Patch(ReviewReader.Read(World.Element(Review.Create(pod.DeepClone().AsObject()))), World.Policy("acme", tenantSpec));

    public static string? Patch(AdmissionRequest request, TenantPolicy policy)
    {
        using var answer = Webhooks.Admission.Mutator.Mutate(request, policy, World.Index(), new());
        return answer.Patch is { } patch ? Encoding.UTF8.GetString(patch.Written.Span) : null;
    }

    public static void Same(string expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}\nbut got {actual.ToJsonString()}");

    /// <summary>Whether all that <paramref name="part"/> says stands in <paramref name="whole"/> unchanged.</summary>
    public static void Contains(JsonNode? part, JsonNode? whole)
    {
        switch (part)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Contains(value, whole?[name]);
                break;
            case JsonArray { Count: > 0 } items:
                for (var i = 0; i < items.Count; i++)
                    Contains(items[i], whole?[i]);
                break;
            default:
                Assert.True(JsonNode.DeepEquals(part, whole), $"{part?.ToJsonString()} became {whole?.ToJsonString()}");
                break;
        }
    }
}
