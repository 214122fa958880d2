using Benchmarks.Worlds;
using Tenancy.Policies;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Reviews;
using Webhooks.Serving;

namespace Benchmarks.HotPaths;

/// <summary>A webhook call of a pod, whole and in parts.</summary>
internal static class Calls
{
    private static readonly byte[] Review = Documents.ReviewOf(Documents.Pod(Population.Tenant(0), Population.Namespace(0, 0)), Guid.Empty);
    private static readonly byte[] ReviewAsWritten = Documents.ReviewOf(Documents.PodAsWritten(Population.Namespace(0, 0)), Guid.Empty);

    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("call/validate", 1792, () => Call(WebhookPaths.Validate, Reviewers.Validator, Review)) { AsyncMethods = 4 },
        new("call/mutate", 2048, () => Call(WebhookPaths.Mutate, Reviewers.Mutator, ReviewAsWritten)) { AsyncMethods = 4 },
        new("codec/parse", 96, () => () => ReviewReader.Parse(Review).Dispose()),
        new("codec/read", 704, () =>
        {
            var document = ReviewReader.Parse(Review);
            return () => ReviewReader.Read(document.RootElement);
        }),
        new("codec/write", 192, () =>
        {
            var answer = new Answer { Tenant = Population.Tenant(0) };
            return () =>
            {
                using var review = new PooledBuffer(1024);
                AnswerWriter.Write(review, "705ab4f5-6393-11e8-b7cc-42010a800002", answer);
            };
        }),
        new("patch/pod", 1280, () =>
        {
            var index = Reviewers.Index(Population.Of(1));
            var request = ReviewReader.Read(ReviewReader.Parse(ReviewAsWritten).RootElement);
            var policy = index.Tenant(Population.Tenant(0))!;
            return () => Mutator.Mutate(request, policy, index, new()).Dispose();
        }),
    ];

    private static Action Call(string path, Func<TenancyIndex, PlatformSettings, IReviewer> reviewer, byte[] review)
    {
        var call = new InMemoryCall(path, reviewer(Reviewers.Index(Population.Of(1)), new()), review);
        return call.Run;
    }
}
