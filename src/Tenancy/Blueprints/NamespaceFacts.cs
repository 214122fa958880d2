using System.Collections.ObjectModel;

namespace Tenancy.Blueprints;

/// <summary>What a blueprint needs to know of a namespace.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Labels">The labels as stored; empty for a namespace that is yet to be made.</param>
public sealed record NamespaceFacts(string Name, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>A namespace that is yet to be made.</summary>
    public NamespaceFacts(string name)
        : this(name, ReadOnlyDictionary<string, string>.Empty)
    {
    }
}
