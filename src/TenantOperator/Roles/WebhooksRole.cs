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
        builder.Services.AddProcessMetrics(WebhookMetrics.MeterName);
        builder.Services.AddWebhooks();
        builder.Services.AddSingleton<CertificateCaches>();
        builder.Services.AddSingleton<ServingCertificates>();
        builder.Services.AddHostedService(s => s.GetRequiredService<ServingCertificates>());

        var app = builder.Build();
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
