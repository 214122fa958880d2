using OperatorRuntime;
using TenantOperator.Commands;
using TenantOperator.Configuration;
using TenantOperator.Hosting;

namespace TenantOperator.Roles;

/// <summary>What both roles are built on.</summary>
internal static class ProcessBuilder
{
    // Within the pod's grace period, after the drain delay: requests in flight, workers, the lease.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>A builder with logs, the API server, and the settings.</summary>
    public static WebApplicationBuilder Create(ProcessOptions options, OperatorSettings settings)
    {
        // Arguments and ambient configuration are kept out: what is not in the configuration file does not exist.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "tenant-operator" });
        builder.Configuration.Sources.Clear();
        builder.Logging.AddProcessLogging(options.LogFormat);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Platform);
        builder.Services.AddSingleton(settings.StandardClass);
        builder.Services.AddSingleton(settings.Certificates);
        builder.Services.AddSingleton(settings.Process);
        builder.Services.AddSingleton<RuntimeMetrics>();
        builder.Services.AddSingleton(s => new RuntimeServices
        {
            Time = s.GetRequiredService<TimeProvider>(),
            Logging = s.GetRequiredService<ILoggerFactory>(),
            Metrics = s.GetRequiredService<RuntimeMetrics>(),
        });
        builder.Services.AddHostedService(s => MemoryRelease.Create(s.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(s => Connect(options.Kubeconfig, s.GetRequiredService<RuntimeServices>()));
        return builder;
    }

    /// <summary>The API server by a kubeconfig, or by the pod's service account when there is none; throws <see cref="SettingsException"/>.</summary>
    public static KubeTransport Connect(string? kubeconfig, RuntimeServices services)
    {
        try
        {
            return KubeTransport.Create(kubeconfig, services);
        }
        catch (Exception e) when (e is k8s.Exceptions.KubeConfigException or IOException or UnauthorizedAccessException)
        {
            var source = kubeconfig ?? "the pod's service account (outside a pod, give --kubeconfig)";
            throw new SettingsException($"cannot find the API server by {source}: {e.Message}");
        }
    }
}
