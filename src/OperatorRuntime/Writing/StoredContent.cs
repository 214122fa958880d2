using System.Text.Json;

namespace OperatorRuntime;

/// <summary>
/// What of a stored object can differ from an intent: all but status, managedFields and the metadata that the server alone writes.
/// Equal contents share memory (see <see cref="ContentPool"/>), so that ten thousand equal network policies cost little more than one.
/// </summary>
public sealed class StoredContent
{
    private readonly byte[] json;

    internal StoredContent(byte[] json) => this.json = json;

    /// <summary>UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>Parses it; the caller disposes.</summary>
    public JsonDocument Parse() => JsonDocument.Parse(json);
}
