using System.Net;
using OperatorRuntime;
using TenantOperator.Certificates;
using TenantOperator.Commands;
using TenantOperator.Configuration;
using TenantOperator.Hosting;
using Webhooks.Serving;
using Webhooks.Telemetry;

namespace TenantOperator.Roles;

/// <summary>The webhook process: what is built of what.</summary>
internal static class WebhooksRole
{
    public static Task<int> RunAsync(ProcessOptions options, OperatorSettings settings)
    {
        var app = Build(options, settings);
        return app.RunToEndAsync();
    }

    internal static WebApplication Build(ProcessOptions options, OperatorSettings settings)
    {
        var builder = ProcessBuilder.Create(options, settings);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server =>
        {
            server.ListenForProbes(options);
            server.ListenForWebhooks(new IPEndPoint(options.Bind, options.Port));
        });
        builder.Services.AddProcessMetrics(WebhookMetrics.MeterName, CertificateMetrics.MeterName);
        builder.Services.AddProcessTracing(settings.Tracing, "webhooks");
        builder.Services.AddSingleton(settings.DenialEvents);
        builder.Services.AddWebhooks();
        if (settings.ClientCertificates is { Authority: not "" } clients)
            builder.Services.AddSingleton(new ClientTrust(clients.Authority, clients.Names));
        builder.Services.AddSingleton<CertificateCaches>();
        builder.Services.AddSingleton<ServingCertificates>();
        builder.Services.AddSingleton(s => CertificateMetrics.OfServing(
            s.GetRequiredService<ServingCertificates>(), s.GetRequiredService<CertificateCaches>(), s.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService(s => s.GetRequiredService<ServingCertificates>());

        var app = builder.Build();
        // Nobody asks for it: it reads what others keep.
        app.Services.GetRequiredService<CertificateMetrics>();
        app.Services.GetRequiredService<Draining>().Delay = settings.Process.DrainDelay;
        var checks = new HealthChecks();
        checks.AddWebhookReadiness(app.Services);
        checks.AddWebhookLiveness(app.Services);
        var certificates = app.Services.GetRequiredService<ServingCertificates>();
        checks.AddReadiness("certificate-trusted", () => certificates.IsTrusted);
        app.UseProbes(options, checks);
        app.MapWebhooks();
        return app;
    }
}
