using OperatorRuntime;
using Tenancy.Classes;
using TenantOperator.Controllers.Caches;

namespace TenantOperator.Controllers.Classes;

/// <summary>Makes the class <c>standard</c> when there is none. It is the default one unless another class is.</summary>
internal sealed class MakeStandardClass(KubeTransport transport, ClusterCaches caches, StandardClass standard, EventRecorder events, ILogger<MakeStandardClass> log)
{
    /// <summary>Its key.</summary>
    public static NamespacedName Key { get; } = NamespacedName.Cluster(StandardClass.Name);

    private static readonly ObjectReference About = new(Kinds.TenantClass, Key);

    /// <summary>Makes it, if it is to be. What fails is thrown, to be tried again with back-off.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!standard.Enabled)
            return;
        var isDefault = !caches.Classes.Store.All.Any(c => EffectiveTenant.IsDefault(c.Value.Class));
        try
        {
            using var made = await transport.CreateAsync(Kinds.TenantClass, standard.ToObject(isDefault), ManagedObjects.FieldManager, cancellation);
            var uid = made.RootElement.GetProperty("metadata").GetProperty("uid").GetString();
            log.StandardClassMade(isDefault);
            events.Record(About with { Uid = uid }, EventType.Normal, "StandardClassMade",
                $"Made it, as there was none{(isDefault ? "" : "; another class is the default")}. Change it as you like: it is made again only when it is gone, as long as the chart's standardClass.enabled is true");
        }
        catch (ApiException e) when (e.IsAlreadyExists)
        {
            // Another controller, or an admin, was faster: theirs stays as it is, and its event brings it here.
        }
        catch (ApiException e) when (e.Code == 403 || e.IsInvalid)
        {
            events.Record(About, EventType.Warning, "StandardClassRefused",
                $"It is absent and could not be made: {e.Message}. Correct the chart's standardClass.policy, make a class of this name yourself, or set standardClass.enabled to false");
            throw;
        }
    }
}
