namespace Tenancy.Api;

/// <summary>Volumes on the node's disk or in its memory that live as long as the pod.</summary>
public sealed record EmptyDirSpec
{
    /// <summary>Whether they may be without a sizeLimit. Unset: false.</summary>
    public bool? Unlimited { get; init; }

    /// <summary>Whether they may be in memory. Unset: false.</summary>
    public bool? Memory { get; init; }
}
