namespace Integration.Lifecycle.Watching;

/// <summary>One change of one object, as the API server told it. Versions of all kinds are one order: etcd's.</summary>
/// <param name="Version">The object's resourceVersion after the change.</param>
/// <param name="Namespace">The namespace that the object stands in, or is; empty for what stands in none.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name.</param>
/// <param name="Tenant">The tenant that the object's label names; of a Tenant its own name.</param>
/// <param name="Gone">Whether the object is gone.</param>
/// <param name="Terminating">Whether its deletion was asked for.</param>
internal sealed record Change(long Version, string Namespace, string Kind, string Name, string Tenant, bool Gone, bool Terminating)
{
    /// <summary>Whether it brought the object, took it away, or gave it to another tenant; else something in it changed.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether nothing but a quota's count changed: Kubernetes counts when it gets to it, seconds after whatever it counts on a busy machine.</summary>
    public bool IsCount { get; init; }

    /// <summary>When the watch saw it, by the clock of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long SeenAt { get; init; }

    /// <summary>The object.</summary>
    public (string Namespace, string Kind, string Name) Key => (Namespace, Kind, Name);
}
