namespace Tenancy.Reach;

/// <summary>What a dimension of a connection is a property of.</summary>
internal enum Aspect
{
    /// <summary>A label of the pod that the policy is about.</summary>
    Subject,

    /// <summary>Whether the peer is a pod of the policy's own namespace.</summary>
    Place,

    /// <summary>A label of the namespace of the pod at the other end.</summary>
    PeerNamespace,

    /// <summary>A label of the pod at the other end.</summary>
    PeerPod,

    /// <summary>The address at the other end.</summary>
    Address,

    /// <summary>The protocol and port.</summary>
    Port,
}
