namespace Tenancy.Api;

/// <summary>What a limit applies to.</summary>
public enum LimitType
{
    /// <summary>Each container.</summary>
    Container,

    /// <summary>All containers of a pod together.</summary>
    Pod,

    /// <summary>Each PersistentVolumeClaim.</summary>
    PersistentVolumeClaim,
}
