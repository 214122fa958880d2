namespace OperatorRuntime;

public sealed record ControllerOptions
{
    /// <summary>Keys worked on at the same time.</summary>
    public int Workers { get; init; } = 4;

    /// <summary>How often every key is looked at although nothing changed: a safety net, with up to a tenth of jitter. 10 h is controller-runtime's.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromHours(10);

    /// <summary>The keys that a resync adds, at low priority; null: none.</summary>
    public Func<IEnumerable<NamespacedName>>? ResyncKeys { get; init; }

    /// <summary>
    /// Whether the caches show what the key itself wrote last (see <see cref="OwnWrites"/>); while they do not, it is not reconciled but
    /// asked again a little later. Null: always.
    /// </summary>
    public Func<NamespacedName, bool>? CachesShowOwnWrites { get; init; }

    /// <summary>How long one reconciliation may take before the process counts as hung (see <see cref="Heartbeat"/>).</summary>
    public TimeSpan HangsAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long reconciliations under way may still take when the controller is asked to stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);
}
