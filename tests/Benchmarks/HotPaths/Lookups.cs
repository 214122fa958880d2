using Benchmarks.Worlds;
using Webhooks.Index;
using Webhooks.Reviews;

namespace Benchmarks.HotPaths;

/// <summary>What is looked up in the index, with 10,000 namespaces in it.</summary>
internal static class Lookups
{
    // Takes a second or two to fill.
    private static readonly Lazy<TenancyIndex> Index = new(() => Reviewers.Index(Population.Of(10_000)));

    public static IReadOnlyList<HotPath> All { get; } =
    [
        new("index/policy-of-a-namespace", 0, () =>
        {
            var resolver = Reviewers.Resolver(Index.Value);
            var request = ReviewReader.Read(ReviewReader.Parse(Documents.ReviewOf(Documents.PodAsWritten(Population.Namespace(700, 7)), Guid.Empty)).RootElement);
            var deadline = Deadline.From("5s", TimeProvider.System);
            return () =>
            {
                if (!resolver.ResolveAsync(request, deadline, default).Result.IsKnown)
                    throw new InvalidOperationException("the namespace is not in the index");
            };
        }),
        new("index/tenant-of-a-prefix", 0, () =>
        {
            var index = Index.Value;
            return () => Require(index.TenantByPrefix("t00700-some-new-namespace"));
        }),
        new("index/owner-of-a-host", 0, () =>
        {
            var index = Index.Value;
            return () => Require(index.OwnerOfHost("shop.t00700.apps.example.com"));
        }),
    ];

    private static void Require(object? found) => _ = found ?? throw new InvalidOperationException("the index does not know it");
}
