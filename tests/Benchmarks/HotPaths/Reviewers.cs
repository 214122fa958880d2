using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Benchmarks.Worlds;
using Tenancy.Api;
using Tenancy.Isolation;
using Tenancy.Policies;
using Webhooks.Admission;
using Webhooks.Index;
using Webhooks.Ledgers;

namespace Benchmarks.HotPaths;

/// <summary>The webhooks' index and reviewers, without a feed and without an API server.</summary>
internal static class Reviewers
{
    public static TenancyIndex Index(Population population)
    {
        var index = new TenancyIndex();
        for (var tenant = 0; tenant < population.Tenants; tenant++)
        {
            var name = Population.Tenant(tenant);
            index.PutTenant(Record(name, JsonSerializer.Deserialize(Documents.TenantSpec(name), TenantJson.Default.TenantSpec)!));
            for (var i = 0; i < population.NamespacesEach; i++)
                index.PutNamespace(Population.Namespace(tenant, i), name);
        }
        index.MarkSynced();
        return index;
    }

    public static TenantRecord Record(string name, TenantSpec spec) =>
        new(name, new() { Metadata = new() { Name = name }, Spec = spec }, null, $"uid-{name}", 1, DateTimeOffset.UnixEpoch);

    public static IReviewer Validator(TenancyIndex index, PlatformSettings platform) =>
        new Validator(Resolver(index), platform, new(index, Resolver(index), platform), new(index, platform, new()), new(new NoApiServer(), index, TimeProvider.System, NullLogger<NamespacePlaces>.Instance));

    public static IReviewer Mutator(TenancyIndex index, PlatformSettings platform) => new Mutator(Resolver(index), platform);

    public static PolicyResolver Resolver(TenancyIndex index) => new(index, new NoApiServer(), TimeProvider.System);

    /// <summary>A call that asks the API server fails: none may.</summary>
    private sealed class NoApiServer : ITenancySource, ILedgerStore
    {
        public Task<NamespaceState> NamespaceAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException($"namespace {name} was read");

        public Task<TenantPolicy?> TenantAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException($"tenant {name} was read");

        public Task<TenantClass?> ClassAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException($"class {name} was read");

        public Task<VolumeFact?> VolumeAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException($"volume {name} was read");

        public Task<NamespaceLedger?> ReadAsync(string tenant, CancellationToken cancellationToken) => throw new InvalidOperationException($"the ledger of {tenant} was read");

        public Task<bool> WriteAsync(string tenant, NamespaceLedger? read, IReadOnlyDictionary<string, NamespacePlace> places, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"the ledger of {tenant} was written");

        public Task<IReadOnlyCollection<string>> NamespacesAsync(string tenant, CancellationToken cancellationToken) => throw new InvalidOperationException($"namespaces of {tenant} were read");
    }
}
