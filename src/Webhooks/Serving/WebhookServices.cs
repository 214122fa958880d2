using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using OperatorRuntime;
using Tenancy.Classes;
using Tenancy.Policies;
using Webhooks.Admission;
using Webhooks.Denials;
using Webhooks.Index;
using Webhooks.Ledgers;
using Webhooks.Reviews;
using Webhooks.Telemetry;

namespace Webhooks.Serving;

/// <summary>Puts the webhooks into a host.</summary>
public static class WebhookServices
{
    /// <summary>
    /// Adds all that answers admission: the index and its feed, the reviewers, metrics, the <see cref="ServedCertificate"/> for whoever
    /// makes certificates, <see cref="Draining"/>, and what tells of denials (a <see cref="DenialEventSettings"/> that is there already counts). The host brings <see cref="KubeTransport"/>, <see cref="RuntimeServices"/> and
    /// <see cref="PlatformSettings"/>.
    /// </summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TenancyIndex>();
        services.TryAddSingleton<ITenancySource, ApiTenancySource>();
        services.AddSingleton<PolicyResolver>();
        services.AddSingleton<TenantReviewer>();
        services.TryAddSingleton(new StandardClass());
        services.AddSingleton<TenantClassReviewer>();
        services.TryAddSingleton<ILedgerStore, ApiLedgerStore>();
        services.AddSingleton<NamespacePlaces>();
        services.AddSingleton<Validator>();
        services.AddSingleton<WhateverValidator>();
        services.AddSingleton<Mutator>();
        services.AddSingleton<ServedCertificate>();
        services.AddSingleton<WebhookMetrics>();
        services.TryAddSingleton(new DenialEventSettings());
        services.AddSingleton<DenialQueue>();
        services.TryAddSingleton<IDenialWriter, ApiDenialWriter>();
        services.AddHostedService<DenialEvents>();
        services.AddSingleton(new BodyMemory());
        services.AddSingleton<OpenConnections>();
        services.AddSingleton(s => new ConnectionLimit(WebhookListener.MostConnections, WebhookListener.Patience, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Draining>();
        services.AddHostedService(s => s.GetRequiredService<Draining>());
        services.AddSingleton<TenancyFeed>();
        services.AddHostedService(s => s.GetRequiredService<TenancyFeed>());
        return services;
    }

    /// <summary>Maps <see cref="WebhookPaths"/>, and an answer of one line for every other path.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder endpoints)
    {
        Map<Validator>(endpoints, WebhookPaths.Validate, isLast: true);
        Map<WhateverValidator>(endpoints, WebhookPaths.ValidateWhatever, isLast: true);
        Map<Mutator>(endpoints, WebhookPaths.Mutate, isLast: false);
        endpoints.MapFallback(NotFoundAsync);
    }

    /// <summary>The webhooks' readiness checks: the index is synced, there is a certificate, and the process is not draining.</summary>
    public static void AddWebhookReadiness(this HealthChecks checks, IServiceProvider services)
    {
        var index = services.GetRequiredService<TenancyIndex>();
        var certificate = services.GetRequiredService<ServedCertificate>();
        var draining = services.GetRequiredService<Draining>();
        checks.AddReadiness("tenancy-index", () => index.IsSynced);
        checks.AddReadiness("serving-certificate", () => certificate.Current is not null);
        checks.AddReadiness("not-draining", () => !draining.HasBegun);
    }

    /// <summary>The webhooks' liveness check: the index is being fed.</summary>
    public static void AddWebhookLiveness(this HealthChecks checks, IServiceProvider services)
    {
        var feed = services.GetRequiredService<TenancyFeed>();
        checks.AddLiveness("tenancy-feed", () => feed.IsAlive);
    }

    private static void Map<TReviewer>(IEndpointRouteBuilder endpoints, string path, bool isLast)
        where TReviewer : IReviewer
    {
        var services = endpoints.ServiceProvider;
        var endpoint = new ReviewEndpoint(path, services.GetRequiredService<TReviewer>(), isLast, services.GetRequiredService<BodyMemory>(), services.GetRequiredService<Draining>(),
            services.GetRequiredService<DenialQueue>(), services.GetRequiredService<WebhookMetrics>(), services.GetRequiredService<ILogger<ReviewEndpoint>>(), services.GetRequiredService<TimeProvider>());
        endpoints.Map(path, (RequestDelegate)endpoint.HandleAsync);
    }

    private static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync($"there is {WebhookPaths.Validate}, {WebhookPaths.ValidateWhatever} and {WebhookPaths.Mutate}, and nothing else\n", http.RequestAborted);
    }
}
