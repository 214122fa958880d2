using OperatorRuntime;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Classes;

/// <summary>
/// Brings a change of a class to its tenants, so many a second, and tells how far it is. Key: the class; the empty name stands for the tenants
/// that have none.
/// </summary>
internal sealed class TenantClassController(ClusterCaches caches, ClassProgress progress, ClassRollout rollout, ClassStatusReport status, MakeStandardClass standard) : IEntityController
{
    /// <summary>The controller's name in logs and metrics.</summary>
    public const string Name = "tenant-class";

    /// <summary>The key of the tenants without a class.</summary>
    public static NamespacedName None { get; } = NamespacedName.Cluster("");

    // Whether a tenant has been reached shows in its status, which is not watched for this: a class may have thousands.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Short of a second, so that what is let through is spread over it.
    private static readonly TimeSpan NextShare = TimeSpan.FromMilliseconds(200);

    public async Task<ReconciliationResult> ReconcileAsync(NamespacedName key, CancellationToken cancellation)
    {
        Entity<ClassEntry>? entity = null;
        if (key != None && !caches.Classes.Store.TryGet(key, out entity))
        {
            progress.Forget(key.Name);
            status.Forget(key.Name);
            if (key == MakeStandardClass.Key)
                await standard.RunAsync(cancellation);
            return ReconciliationResult.Success;
        }

        var revision = entity?.Value.Revision;
        var tenants = progress.TenantsOf(key.Name);
        var open = tenants.Where(t => !ClassProgress.IsReached(t, revision)).ToArray();
        var waiting = progress.Waiting(key.Name, revision, open);
        var sent = rollout.Send(waiting, progress.UnderWay(key.Name, revision, open));
        foreach (var tenant in waiting.Take(sent))
            progress.Send(key.Name, revision, tenant);
        if (open.Length == 0)
            progress.Forget(key.Name);
        var held = entity is null ? null : await status.WriteAsync(entity, tenants.Count, tenants.Count - open.Length, cancellation);
        return open.Length == 0 && held is null ? ReconciliationResult.Success : ReconciliationResult.RequeueAfter(waiting.Count > sent ? NextShare : LookAgain);
    }
}
