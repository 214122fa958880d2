using System.Text.Json;

namespace OperatorRuntime;

/// <summary>
/// What of a stored object can differ from an intent: labels, annotations, owners, finalizers, deletionTimestamp and everything beside
/// metadata and status. Equal contents share memory (see <see cref="ContentPool"/>), so that ten thousand equal network policies cost
/// little more than one, and a change of status alone leaves the same instance.
/// </summary>
public sealed class StoredContent
{
    private readonly byte[] json;

    internal StoredContent(byte[] json, ulong hash) => (this.json, Hash) = (json, hash);

    /// <summary>UTF-8 JSON, without apiVersion, kind and the object's name.</summary>
    public ReadOnlyMemory<byte> Json => json;

    internal ulong Hash { get; }

    /// <summary>Parses it; the caller disposes.</summary>
    public JsonDocument Parse() => JsonDocument.Parse(json, JsonAnswer.Options);

    /// <summary>FNV-1a of 64 bits; those who compare contents by it compare the bytes too, or can afford one needless write.</summary>
    internal static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037ul;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 1099511628211ul;
        }
        return hash;
    }
}
