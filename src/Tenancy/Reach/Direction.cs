namespace Tenancy.Reach;

/// <summary>Which way connections are made, seen from the pods that a NetworkPolicy is about.</summary>
internal enum Direction
{
    /// <summary>To them.</summary>
    Ingress,

    /// <summary>From them.</summary>
    Egress,
}
