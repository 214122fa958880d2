using System.Text;
using System.Text.Json.Nodes;
using ControlPlanes.Certificates;
using FakeApiServer;

namespace Benchmarks.Worlds;

/// <summary>A cluster of tenants and their namespaces on a fake API server in this process: what webhook processes watch while they are measured.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly ApiServer server;

    private FakeCluster(ApiServer server, string kubeconfig, string config) => (this.server, Kubeconfig, Config) = (server, kubeconfig, config);

    /// <summary>How processes reach it.</summary>
    public string Kubeconfig { get; }

    /// <summary>The configuration file for processes.</summary>
    public string Config { get; }

    /// <summary>How many reads of single objects and lists there were until now; watches do not count.</summary>
    public int Reads => server.Requests.Lists.Count;

    public static async Task<FakeCluster> StartAsync(Population population, string folder)
    {
        var started = await ApiServer.StartAsync();
        for (var tenant = 0; tenant < population.Tenants; tenant++)
            Put(started.Storage, tenant, population.NamespacesEach);
        PutAuthority(started.Storage, folder);

        var kubeconfig = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, ControlPlanes.Kubeconfig.WithToken(started.Url, "", "benchmark", "none"));
        var config = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(config, """{"certificates": {"ipAddresses": ["127.0.0.1"]}, "process": {"drainDelay": "1ms"}}""");
        return new(started, kubeconfig, config);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static void Put(Storage storage, int number, int namespaces)
    {
        var name = Population.Tenant(number);
        storage.Put($"apis/tenantoperator.io/v1alpha1/tenants/{name}", new()
        {
            ["apiVersion"] = "tenantoperator.io/v1alpha1",
            ["kind"] = "Tenant",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = Documents.TenantSpec(name),
        });
        for (var i = 0; i < namespaces; i++)
        {
            storage.Put($"api/v1/namespaces/{Population.Namespace(number, i)}", new()
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject
                {
                    ["name"] = Population.Namespace(number, i),
                    ["labels"] = new JsonObject { ["tenantoperator.io/tenant"] = name, ["app.kubernetes.io/managed-by"] = "tenant-operator" },
                },
            });
        }
    }

    // What a controller keeps for the webhooks: they sign their certificates by it.
    private static void PutAuthority(Storage storage, string folder)
    {
        var authority = CertificateAuthority.In(Path.Combine(folder, "authority"));
        storage.Put("api/v1/namespaces/tenant-operator/secrets/tenant-operator-webhook-ca", new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = "tenant-operator-webhook-ca" },
            ["data"] = new JsonObject
            {
                ["tls.crt"] = Base64(authority.CertificateFile),
                ["tls.key"] = Base64(authority.KeyFile),
                ["ca.crt"] = Base64(authority.CertificateFile),
            },
        });
    }

    private static string Base64(string file) => Convert.ToBase64String(Encoding.UTF8.GetBytes(File.ReadAllText(file)));
}
