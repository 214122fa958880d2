using OperatorRuntime;
using Tenancy.Audit;
using Tenancy.Validation;
using TenantOperator.Audit;
using TenantOperator.Certificates;
using TenantOperator.Commands;
using TenantOperator.Configuration;
using TenantOperator.Controllers;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Classes;
using TenantOperator.Controllers.Ledgers;
using TenantOperator.Controllers.Namespaces;
using TenantOperator.Controllers.Tenants;
using TenantOperator.Controllers.Volumes;
using TenantOperator.Hosting;
using TenantOperator.Registrations;
using Webhooks.Mutation;

namespace TenantOperator.Roles;

/// <summary>The controller process: what is built of what.</summary>
internal static class ControllerRole
{
    public static Task<int> RunAsync(ProcessOptions options, OperatorSettings settings)
    {
        var app = Build(options, settings);
        return app.RunToEndAsync();
    }

    internal static WebApplication Build(ProcessOptions options, OperatorSettings settings)
    {
        var builder = ProcessBuilder.Create(options, settings);
        builder.WebHost.ConfigureKestrel(server => server.ListenForProbes(options));
        builder.Services.AddProcessMetrics(AuditMetrics.MeterName, TenancyMetrics.MeterName, CertificateMetrics.MeterName, RegistrationMetrics.MeterName);
        builder.Services.AddProcessTracing(settings.Tracing, "controller");
        AddControllers(builder.Services, settings);
        AddAudit(builder.Services, settings);

        var app = builder.Build();
        // Nobody asks for them: the exporter reads them.
        app.Services.GetRequiredService<TenancyMetrics>();
        app.Services.GetRequiredService<CertificateMetrics>();
        app.Services.GetRequiredService<RegistrationMetrics>();
        var checks = new HealthChecks();
        var process = app.Services.GetRequiredService<ControllerProcess>();
        checks.AddReadiness("caches", () => process.CachesHaveSynced);
        checks.AddLiveness("loops", () => process.IsAlive);
        app.UseProbes(options, checks);
        return app;
    }

    private static void AddControllers(IServiceCollection services, OperatorSettings settings)
    {
        services.AddSingleton<ClusterCaches>();
        services.AddSingleton<CertificateCaches>();
        services.AddSingleton(s => CertificateMetrics.OfAuthority(s.GetRequiredService<CertificateCaches>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OwnWrites>();
        services.AddSingleton<ManagedObjects>();
        services.AddSingleton(s => new TenancyMetrics(s.GetRequiredService<ClusterCaches>(), () => s.GetRequiredService<LeaderElector>().IsLeader));
        services.AddSingleton<NamespaceOutcomes>();
        services.AddSingleton<NamespaceReports>();
        services.AddSingleton<ProgressPace>();
        services.AddSingleton(s => s.GetRequiredService<ClusterCaches>().Effective);
        services.AddSingleton<HostConflicts>();
        services.AddSingleton(s => new Allowance(settings.Process.ClassTenantsPerSecond, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClassProgress>();
        services.AddSingleton<ClassRollout>();
        services.AddSingleton<ClassStatusReport>();
        services.AddSingleton<MakeStandardClass>();
        services.AddSingleton<TenantClassController>();
        services.AddSingleton<Finalizers>();
        services.AddSingleton(new TenantJudge(tenant => [.. TenantValidation.Validate(tenant, settings.Platform).Select(e => e.ToString())]));
        services.AddSingleton(s => new StatusWriter(s.GetRequiredService<KubeTransport>(), TenantStatusReport.FieldManager));
        services.AddSingleton(s => new EventRecorder(s.GetRequiredService<KubeTransport>(), "tenant-operator", s.GetRequiredService<RuntimeServices>()));
        services.AddSingleton<TenantStatusReport>();
        services.AddSingleton<IEntityFinalizer, TenantFinalizer>();
        services.AddSingleton<TenantController>();
        services.AddSingleton<TenantNamespaceController>();
        services.AddSingleton<VolumeCache>();
        services.AddSingleton<VolumeController>();
        services.AddSingleton<LedgerCache>();
        services.AddSingleton<BeginLedger>();
        services.AddSingleton<LedgerController>();
        services.AddSingleton<CertificateController>();
        services.AddSingleton<AdmissionProbe>();
        services.AddSingleton<RegistrationReports>();
        services.AddSingleton<RegistrationController>();
        services.AddSingleton<RegistrationMetrics>();
        services.AddSingleton(s => new LeaderElector(
            s.GetRequiredService<KubeTransport>(), Election(settings), s.GetRequiredService<RuntimeServices>()));
        services.AddSingleton<ControllerProcess>();
        services.AddHostedService(s => s.GetRequiredService<ControllerProcess>());
    }

    private static void AddAudit(IServiceCollection services, OperatorSettings settings)
    {
        services.AddSingleton(settings.Audit);
        services.AddSingleton<AuditResults>();
        services.AddSingleton<AuditMetrics>();
        services.AddSingleton<AuditPace>();
        services.AddSingleton<AuditPolicies>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AuditEvents>();
        services.AddSingleton<ClusterClasses>();
        services.AddSingleton(new StoredObjectJudge(settings.Platform, TemplateDefaults.Fill));
        services.AddSingleton(s => new Agenda(settings.Audit, s.GetRequiredService<TimeProvider>(), Random.Shared));
        services.AddSingleton<AuditTriggers>();
        services.AddSingleton<AuditLoop>();
    }

    private static LeaderElectionOptions Election(OperatorSettings settings) => new()
    {
        Lease = new(settings.Platform.OperatorNamespace, settings.LeaderElection.LeaseName),
        // Two processes on one machine are two candidates.
        Identity = $"{Environment.MachineName}_{Guid.NewGuid():N}",
        LeaseDuration = settings.LeaderElection.LeaseDuration,
        RenewDeadline = settings.LeaderElection.RenewDeadline,
        RetryPeriod = settings.LeaderElection.RetryPeriod,
    };
}
