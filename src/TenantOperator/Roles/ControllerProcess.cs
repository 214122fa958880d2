using OperatorRuntime;
using TenantOperator.Audit;
using TenantOperator.Certificates;
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

namespace TenantOperator.Roles;

/// <summary>
/// The controller's life. Every process keeps its caches warm; the leader alone works. It stops in this order: workers, caches, lease, so
/// that nothing is written by one that leads no more.
/// </summary>
internal sealed class ControllerProcess(
    ClusterCaches caches, CertificateCaches certificates, LeaderElector elector, EventRecorder events, NamespaceOutcomes outcomes, HostConflicts hosts,
    TenantController tenantController, TenantNamespaceController namespaceController, VolumeCache volumes, VolumeController volumeController,
    TenantClassController classController, ClassRollout rollout, CertificateController certificateController, RegistrationController registrationController,
    AuditResults audits, AuditTriggers auditTriggers, AuditLoop audit,
    LedgerCache ledgers, LedgerController ledgerController,
    ProcessSettings settings, RuntimeServices services) : BackgroundService
{
    private static readonly NamespacedName Certificate = NamespacedName.Cluster("webhooks");

    private readonly WorkQueue<NamespacedName> _tenants = new(TenantController.Name, services);
    private readonly WorkQueue<NamespacedName> _namespaces = new(TenantNamespaceController.Name, services, caches.GroupOf);
    private readonly WorkQueue<NamespacedName> _volumes = new(VolumeController.Name, services);
    private readonly WorkQueue<NamespacedName> _classes = new(TenantClassController.Name, services);
    private readonly WorkQueue<NamespacedName> _ledgers = new(LedgerController.Name, services);
    private readonly WorkQueue<NamespacedName> _certificates = new(CertificateController.Name, services);
    private readonly WorkQueue<NamespacedName> _registrations = new(RegistrationController.Name, services);
    private volatile ControllerHost[] _hosts = [];

    /// <summary>Whether the caches hold the cluster.</summary>
    public bool CachesHaveSynced => caches.HaveSynced && volumes.Volumes.HasSynced && ledgers.Ledgers.HasSynced && certificates.HaveSynced;

    /// <summary>Whether no worker hangs.</summary>
    public bool IsAlive => Array.TrueForAll(_hosts, host => host.Heartbeat.IsAlive);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var working = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var watching = new CancellationTokenSource();
        var watches = Loops.RunAsync([.. caches.Loops(), ("persistentvolumes", volumes.Volumes.RunAsync), ("namespaceledgers", ledgers.Ledgers.RunAsync), .. certificates.Loops(), ("events", events.RunAsync)], watching.Token);
        var leading = elector.RunAsync(token => LeadAsync(watching, watches, token), working.Token);

        // A watch that died, and work that ended: either ends the other, and the process.
        await Task.WhenAny(watches, leading);
        await working.CancelAsync();
        await leading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await watching.CancelAsync();
        await watches;
        if (!stoppingToken.IsCancellationRequested || leading.IsFaulted)
            await leading;
        if (!stoppingToken.IsCancellationRequested)
            throw new LoopEndedException("leader", null);
    }

    private async Task LeadAsync(CancellationTokenSource watching, Task watches, CancellationToken cancellation)
    {
        await Task.WhenAll(caches.WaitForSyncAsync(cancellation), volumes.Volumes.WaitForSyncAsync(cancellation), ledgers.Ledgers.WaitForSyncAsync(cancellation), certificates.WaitForSyncAsync(cancellation));

        // Only now: each subscription begins with what the caches hold, at low priority.
        new Triggers(caches, outcomes, hosts, _tenants, _namespaces).Connect();
        audits.OnChange(tenant => _tenants.Add(NamespacedName.Cluster(tenant), QueuePriority.Low));
        auditTriggers.Connect();
        rollout.To(_tenants, _namespaces);
        new ClassTriggers(caches, hosts, _classes, _tenants).Connect();
        new VolumeTriggers(volumes, caches.Namespaces, _volumes).Connect();
        new LedgerTriggers(ledgers, caches, _ledgers).Connect();
        certificates.OnChange(() => _certificates.Add(Certificate));
        _certificates.Add(Certificate);
        certificates.OnChange(() => _registrations.Add(Certificate));
        // Of what is not there no change tells.
        _registrations.Add(Certificate);

        _hosts =
        [
            new(TenantController.Name, tenantController, _tenants, new() { Workers = settings.TenantWorkers, ResyncKeys = Keys(caches.Tenants) }, services),
            new(TenantNamespaceController.Name, namespaceController, _namespaces, new() { Workers = settings.NamespaceWorkers, ResyncKeys = Keys(caches.Namespaces) }, services),
            new(VolumeController.Name, volumeController, _volumes, new() { Workers = settings.VolumeWorkers, ResyncKeys = Keys(volumes.Volumes) }, services),
            new(TenantClassController.Name, classController, _classes, new() { Workers = 1, ResyncKeys = () => [TenantClassController.None, MakeStandardClass.Key, .. Keys(caches.Classes)()] }, services),
            new(LedgerController.Name, ledgerController, _ledgers, new() { Workers = 1, ResyncKeys = Keys(ledgers.Ledgers) }, services),
            new(CertificateController.Name, certificateController, _certificates, new() { Workers = 1 }, services),
            new(RegistrationController.Name, registrationController, _registrations, new() { Workers = 1 }, services),
        ];
        await Loops.RunAsync([.. _hosts.Select(host => (host.Name, (Func<CancellationToken, Task>)host.RunAsync)), ("audit", audit.RunAsync)], cancellation);
        await watching.CancelAsync();
        await watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static Func<IEnumerable<NamespacedName>> Keys<T>(Informer<T> informer) => () => informer.Store.All.Select(e => e.Key);
}
