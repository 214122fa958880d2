namespace OperatorRuntime;

/// <summary>
/// An object's uid in 24 bytes instead of 102: API servers give UUIDs (RFC 9562) in lower case, and a cache holds some for each of a hundred thousand objects. Whatever else it may be is kept as it is.
/// </summary>
internal readonly record struct ObjectUid
{
    private const int Length = 36;

    private readonly Guid uuid;
    private readonly string? other;

    /// <param name="text">As the API server wrote it.</param>
    public ObjectUid(string text)
    {
        Span<char> written = stackalloc char[Length];
        if (Guid.TryParseExact(text, "D", out var parsed) && parsed.TryFormat(written, out _, "D") && text.AsSpan().SequenceEqual(written))
            uuid = parsed;
        else
            other = text;
    }

    /// <summary>As the API server wrote it.</summary>
    public override string ToString() => other ?? uuid.ToString("D");
}
