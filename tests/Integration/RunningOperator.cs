using ControlPlanes.Installation;

namespace Integration;

/// <summary>The operator on the run's API server: two controllers, two webhook processes, with the rights that the chart gives.</summary>
public sealed class RunningOperator(ApiServer server) : IAsyncLifetime
{
    /// <summary>How many tenants a second a change of a class reaches here.</summary>
    public const int ClassTenantsPerSecond = 5;

    /// <summary>A ClusterRole that the platform lists for members. It is not there.</summary>
    public const string ListedRole = "metrics-reader";

    private OperatorInstallation? _installation;

    /// <summary>Its processes.</summary>
    public OperatorInstallation Installation => _installation ?? throw new InvalidOperationException("not started yet");

    /// <summary>The API server that it works on.</summary>
    public ApiServer Server => server;

    /// <summary>kubectl of a platform admin.</summary>
    public Kubectl Admin => new(server.ControlPlane.KubeconfigPath);

    public async ValueTask InitializeAsync() => _installation = await OperatorInstallation.StartAsync(
        server.ControlPlane, Path.Combine(server.Folder, "operator"), // Slow enough to be seen: a change of a class that reaches 30 tenants. No class of its own: a test says what its tenants are held to.
        new InstallationOptions(Controllers: 2, Webhooks: 2) { ChartValues = [$"controller.classTenantsPerSecond={ClassTenantsPerSecond}", "standardClass.enabled=false", $"platform.memberClusterRoles={{{ListedRole}}}", "controller.audit.recheck=2s", "controller.audit.pagesPerSecond=100"] }, Console.Error, default);

    /// <summary>kubectl of a user.</summary>
    public async Task<Kubectl> UserAsync(string name, params string[] groups) => new(await server.ControlPlane.KubeconfigForAsync(name, groups));

    /// <summary>Applies a tenant, waits until it is ready, and returns its name.</summary>
    public async Task<string> ReadyTenantAsync(string name, string spec)
    {
        await Admin.ApplyAsync(Tenant(name, spec));
        await WaitReadyAsync(name);
        return name;
    }

    /// <summary>Waits until a tenant is ready in the generation that is stored now.</summary>
    public Task WaitReadyAsync(string name) => Eventually.HoldsAsync(
        async () =>
        {
            var tenant = await Admin.GetAsync($"tenant {name}");
            return (long?)tenant?["status"]?["observedGeneration"] == (long?)tenant?["metadata"]?["generation"]
                && (await ConditionAsync(name, "Ready"))?["status"]?.ToString() == "True";
        },
        TestContext.Current.CancellationToken, $"tenant {name} becomes ready");

    /// <summary>Lets a tenant be deleted with its namespaces.</summary>
    public Task UnprotectAsync(string name) => Admin.RunAsync($"patch tenant {name} --type merge -p {{\"spec\":{{\"deletionProtection\":false}}}}");

    /// <summary>A condition of a tenant; null when it is not there.</summary>
    public async Task<System.Text.Json.Nodes.JsonNode?> ConditionAsync(string tenant, string type) =>
        (await Admin.GetAsync($"tenant {tenant}"))?["status"]?["conditions"]?.AsArray().FirstOrDefault(c => c?["type"]?.ToString() == type);

    /// <summary>A Tenant as a user writes it; the spec is indented by two.</summary>
    public static string Tenant(string name, string spec) =>
        $"""
        apiVersion: tenantoperator.io/v1alpha1
        kind: Tenant
        metadata: {"{"}name: {name}{"}"}
        spec:
        {spec}
        """;

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null)
            await _installation.DisposeAsync();
    }
}

/// <summary>Tests that share the operator run one after the other, and after all that do without it: some of them kill it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OperatorCollection : ICollectionFixture<RunningOperator>
{
    public const string Name = "operator";
}
