using System.Text;

namespace Tenancy.Policies;

/// <summary>A label that nodes must have.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
public sealed record NodeLabel(string Key, string Value)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(Key);

    /// <summary>The key as JSON is searched by it.</summary>
    public ReadOnlySpan<byte> Utf8Key => key;

    /// <inheritdoc/>
    public override string ToString() => $"{Key}={Value}";
}
