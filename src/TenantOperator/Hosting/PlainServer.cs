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
    // Of one metric that has a tenant for a label. The library's own limit is 2,000, and what is beyond it loses its labels: a thousand tenants with a quota of twenty resources
    // have 20,000. Room is reserved for all of them, some 100 bytes each, and taken from the machine when it is used.
    private const int MostSeries = 100_000;

    // Of each port. A kubelet opens one for each probe, a scraper keeps its own.
    private const int MostConnections = 256;

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
        .AddView(instrument => instrument.Name.StartsWith("tenant", StringComparison.Ordinal) ? new() { CardinalityLimit = MostSeries } : null)
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
