using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OperatorRuntime;
using TenantOperator.Commands;
using Webhooks.Serving;

namespace TenantOperator.Hosting;

/// <summary>The plain ports that every role has: health and metrics. Each path is answered on its own port alone.</summary>
internal static class PlainServer
{
    // Of each metric that has no tenant for a label.
    private const int MostSeries = 256;

    // Of each port. A kubelet opens one for each probe, a scraper keeps its own.
    private const int MostConnections = 256;

    /// <summary>
    /// The metrics with a series for each tenant, or more, and how many at most: a thousand tenants with a quota of twenty resources have 20,000. The library sets memory aside for so many,
    /// 100 bytes each, whether they come or not, and gathers what is beyond into one without labels.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, int> SeriesByTenant = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["tenant_admission_total"] = 30_000,
        ["tenant_quota_hard"] = 30_000,
        ["tenant_quota_used"] = 30_000,
        ["tenant_namespaces"] = 10_000,
        ["tenant_stored_violations"] = 10_000,
    };

    /// <summary>Opens the ports. Each has its own limit of connections: a crowd on one is none on another.</summary>
    public static void ListenForProbes(this KestrelServerOptions server, ProcessOptions options)
    {
        server.AddServerHeader = false;
        server.Listen(new IPEndPoint(options.Bind, options.HealthPort), Plain);
        server.Listen(new IPEndPoint(options.Bind, options.MetricsPort), Plain);
    }

    /// <summary>Collects the meters under just the names that they have: stock dashboards know controller-runtime's.</summary>
    public static void AddProcessMetrics(this IServiceCollection services, params string[] meters) => services.AddOpenTelemetry().WithMetrics(metrics => metrics
        .AddMeter([RuntimeMetrics.MeterName, LineLogs.MeterName, "System.Runtime", .. meters])
        .AddView(instrument => new() { CardinalityLimit = SeriesByTenant.GetValueOrDefault(instrument.Name, MostSeries) })
        .AddPrometheusExporter(exporter =>
        {
            exporter.TranslationStrategy = PrometheusAspNetCoreTranslationStrategy.UnderscoreEscapingWithoutSuffixes;
            exporter.ScopeInfoEnabled = false;
            exporter.TargetInfoEnabled = false;
        }));

    /// <summary>Answers health and metrics on their ports.</summary>
    public static void UseProbes(this WebApplication app, ProcessOptions options, HealthChecks checks)
    {
        checks.Export(app.Services.GetRequiredService<RuntimeMetrics>());
        app.MapWhen(http => http.Connection.LocalPort == options.HealthPort, branch => branch.UseRouting().UseEndpoints(checks.Map));
        app.MapWhen(http => http.Connection.LocalPort == options.MetricsPort, branch => branch.UseOpenTelemetryPrometheusScrapingEndpoint());
        // Named here, after the branches: by itself it would come first, and an endpoint that it has matched is kept in a branch.
        app.UseRouting();
    }

    private static void Plain(ListenOptions listen)
    {
        var limit = new ConnectionLimit(MostConnections, Timeout.InfiniteTimeSpan, listen.ApplicationServices.GetRequiredService<TimeProvider>());
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => limit.HoldAsync(connection, next));
    }
}
