namespace Tenancy.Api;

/// <summary>How exactly an image must be named.</summary>
public enum ImageReferences
{
    /// <summary>Anything, without a tag too.</summary>
    Any,

    /// <summary>By a tag other than latest, or by digest.</summary>
    Tag,

    /// <summary>By digest.</summary>
    Digest,
}
