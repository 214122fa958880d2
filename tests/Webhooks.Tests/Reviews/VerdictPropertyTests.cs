using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Reviews;

public sealed class VerdictPropertyTests
{
    private static readonly string[] Targets = ["pods", "pods/ephemeralcontainers", "pods/resize", "services", "ingresses", "namespaces", "namespaces/status", "networkpolicies", "deployments"];

    [Fact]
    public void Key_order_and_white_space_do_not_change_a_verdict() => Gen.Select(Documents.Pod, Gen.Int).Sample(
        (pod, seed) =>
        {
            var review = Review.Create(pod);
            var shuffled = Disguise(review, new Random(seed), unknownFields: false)!.ToJsonString(new JsonSerializerOptions { WriteIndented = seed % 2 == 0 });
            Assert.Equal(Verdict(review), Verdict(shuffled));
        },
        iter: 2000, print: x => x.Item1.ToJsonString());

    [Fact]
    public void Unknown_fields_never_turn_a_denial_into_an_approval() => Gen.Select(Documents.Pod, Gen.Int).Sample(
        (pod, seed) =>
        {
            var review = Review.Create(pod);
            var (_, before) = InMemory.Ask(review.ToJsonString(), "/validate");
            var (_, after) = InMemory.Ask(Disguise(review, new Random(seed), unknownFields: true)!.ToJsonString(), "/validate");
            if (before?["allowed"]?.GetValue<bool>() is false)
                Assert.False(after?["allowed"]?.GetValue<bool>());
        },
        iter: 2000, print: x => x.Item1.ToJsonString());

    [Fact]
    public void No_request_makes_our_code_throw() =>
        Gen.Select(Gen.OneOf(Documents.Pod, Documents.Any), Gen.OneOf(Documents.Pod, Documents.Any), Gen.OneOf(Targets), Gen.OneOf("CREATE", "UPDATE", "DELETE", "CONNECT"), Gen.Bool)
            .Sample(
                (subject, old, resource, operation, mutate) =>
                {
                    if (resource == "deployments")
                        (subject, old) = (Workload(subject), Workload(old));
                    var review = Review.Of(operation, resource, GroupOf(resource), "acme-dev", operation == "DELETE" ? null : subject, operation == "CREATE" ? null : old);
                    var (status, answer) = InMemory.Ask(review.ToJsonString(), mutate ? "/mutate" : "/validate");
                    Assert.True(status is StatusCodes.Status200OK or StatusCodes.Status400BadRequest, $"status {status}");
                    Assert.NotEqual(500, (int?)answer?["status"]?["code"]);
                },
                iter: 3000, print: x => $"{x.Item4} {x.Item3} {x.Item1.ToJsonString()} {x.Item2.ToJsonString()}");

    [Fact]
    public void No_bytes_make_our_code_throw_or_allow() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample(
            (noise, mutate) =>
            {
                var (status, _) = InMemory.Ask(noise, mutate ? "/mutate" : "/validate");
                Assert.InRange(status, 400, 499);
            },
            iter: 2000);

    [Fact]
    public void A_denied_review_with_a_broken_byte_is_refused_or_still_answered()
    {
        var denied = Encoding.UTF8.GetBytes(Review.Create(Pods.OnHostNetwork()).ToJsonString());
        Gen.Select(Gen.Int[0, denied.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                var broken = denied.ToArray();
                broken[at] = value;
                var (status, answer) = InMemory.Ask(broken, "/validate");
                Assert.True(status is 200 or (>= 400 and <= 499), $"status {status}");
                Assert.NotEqual(500, (int?)answer?["status"]?["code"]);
            },
            iter: 3000);
    }

    // The same objects with their members in another order, and on demand members that nobody knows.
    private static JsonNode? Disguise(JsonNode? node, Random random, bool unknownFields)
    {
        switch (node)
        {
            case JsonObject o:
                var members = o.ToArray();
                random.Shuffle(members);
                var disguised = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (unknownFields && random.Next(4) == 0)
                        disguised[$"x-unknown-{random.Next()}"] = new JsonArray("true", true, null, new JsonObject { ["hostNetwork"] = true });
                    disguised[name] = Disguise(value, random, unknownFields);
                }
                return disguised;
            case JsonArray a:
                return new JsonArray([.. a.Select(i => Disguise(i, random, unknownFields))]);
            default:
                return node?.DeepClone();
        }
    }

    private static string Verdict(JsonObject review) => Verdict(review.ToJsonString());

    private static string Verdict(string review)
    {
        var (status, answer) = InMemory.Ask(review, "/validate");
        // Values that a message quotes are quoted as they were written; which rules spoke is the verdict.
        return $"{status} {answer?["allowed"]} {answer?["auditAnnotations"]?["denied-by"]}";
    }

    private static JsonObject Workload(JsonObject template) => new() { ["spec"] = new JsonObject { ["template"] = template } };

    private static string GroupOf(string resource) => resource switch
    {
        "ingresses" or "networkpolicies" => "networking.k8s.io",
        "deployments" => "apps",
        _ => "",
    };
}
