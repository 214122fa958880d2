using System.Text.Json;
using Conformance.Format;
using Microsoft.Extensions.Logging.Abstractions;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Ledgers;
using Webhooks.Reviews;

namespace Fuzzing;

/// <summary>
/// What is fuzzed: a body on its way through the codec, both webhooks and the writing of the answer, under a tenant that sets nothing
/// (namespace acme-dev) and one that sets everything (full-dev). Only the codec's own refusal may be thrown, and what is answered is JSON.
/// </summary>
internal static class ReviewTarget
{
    private static readonly PlatformSettings Platform = new() { ProtectedNamespaces = ["monitoring"], AdminUsers = ["pat"] };
    private static readonly TenancyIndex Index = TwoTenants();
    private static readonly PolicyResolver Resolver = new(Index, new NoApiServer(), TimeProvider.System);
    private static readonly IReviewer[] Reviewers = [new Validator(Resolver, Platform, new(Index, Resolver, Platform), new(Index, Platform, new()), new(new NoApiServer(), Index, TimeProvider.System, NullLogger<NamespacePlaces>.Instance)), new Mutator(Resolver, Platform)];

    /// <summary>Answers a body as both webhooks would.</summary>
    /// <returns>Whether it was a review; false when it was refused as none.</returns>
    public static bool Run(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = ReviewReader.Parse(body);
            var request = ReviewReader.Read(document.RootElement);
            foreach (var reviewer in Reviewers)
                Answer(reviewer, request);
            return true;
        }
        catch (BadReviewException)
        {
            return false;
        }
    }

    private static void Answer(IReviewer reviewer, AdmissionRequest request)
    {
        // Nothing here waits: who answers from memory has answered.
        using var answer = reviewer.ReviewAsync(request, Deadline.From("10s", TimeProvider.System), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        using var review = new PooledBuffer(1024);
        AnswerWriter.Write(review, request.Uid, answer);
        using var written = JsonDocument.Parse(review.Written);
        if (answer.Patch is { } patch)
            JsonDocument.Parse(patch.Written).Dispose();
    }

    private static TenancyIndex TwoTenants()
    {
        var index = new TenancyIndex();
        index.PutTenant(Record("acme", new() { Owners = [new() { Name = "alice" }] }));
        var full = YamlFile.Read(Path.Combine(AppContext.BaseDirectory, "full.yaml"))["spec"]!.AsObject();
        index.PutTenant(Record("full", World.Tenant("full", full).Spec));
        index.PutNamespace("acme-dev", "acme");
        index.PutNamespace("full-dev", "full");
        index.MarkSynced();
        return index;
    }

    private static TenantRecord Record(string name, TenantSpec spec) =>
        new(name, new() { Metadata = new() { Name = name }, Spec = spec }, null, $"uid-{name}", 1, DateTimeOffset.UnixEpoch);

    private sealed class NoApiServer : ITenancySource, ILedgerStore
    {
        public Task<NamespaceState> NamespaceAsync(string name, CancellationToken cancellationToken) => Task.FromResult(NamespaceState.Missing);

        public Task<TenantPolicy?> TenantAsync(string name, CancellationToken cancellationToken) => Task.FromResult((TenantPolicy?)null);

        public Task<TenantClass?> ClassAsync(string name, CancellationToken cancellationToken) => Task.FromResult((TenantClass?)null);

        public Task<VolumeFact?> VolumeAsync(string name, CancellationToken cancellationToken) => Task.FromResult((VolumeFact?)null);

        public Task<NamespaceLedger?> ReadAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult((NamespaceLedger?)null);

        public Task<bool> WriteAsync(string tenant, NamespaceLedger? read, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<IReadOnlyCollection<string>> NamespacesAsync(string tenant, CancellationToken cancellationToken) => Task.FromResult((IReadOnlyCollection<string>)[]);
    }
}
