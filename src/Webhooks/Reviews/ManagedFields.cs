namespace Webhooks.Reviews;

/// <summary>
/// Empties the lists of field managers in a review before it is parsed. No rule reads who manages a field, and in a pod that a controller made these lists are a third of the
/// text and, nested as they are, nearly half of the parser's work.
/// </summary>
internal static class ManagedFields
{
    /// <summary>
    /// Overwrites with spaces what stands in each list that is a member <c>managedFields</c> and that no space precedes: an API server writes none. In JSON that is valid
    /// nothing else is touched, and what is not valid does not become so but within such a list. Takes time in proportion to the text.
    /// </summary>
    public static void Empty(Span<byte> json)
    {
        var name = "\"managedFields\":["u8;
        for (int from = 0, found; (found = json[from..].IndexOf(name)) >= 0;)
        {
            var list = from + found + name.Length;
            var end = IsMember(json, from + found) ? EndOfList(json, list) : list;
            if (end < 0)
                return;
            json[list..end].Fill((byte)' ');
            from = end;
        }
    }

    // The quote may also be one within a text, and then stands behind a backslash.
    private static bool IsMember(ReadOnlySpan<byte> json, int quote) => quote > 0 && json[quote - 1] is (byte)',' or (byte)'{';

    /// <returns>Where the list ends that begins before this place; negative when it does not.</returns>
    private static int EndOfList(ReadOnlySpan<byte> json, int at)
    {
        for (var open = 1; at < json.Length; at++)
        {
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at + 1);
                    if (at < 0)
                        return -1;
                    break;
                case (byte)'[':
                    open++;
                    break;
                case (byte)']' when --open == 0:
                    return at;
            }
        }
        return -1;
    }

    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length)
        {
            var next = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
                return -1;
            at += next;
            if (json[at] == '"')
                return at;
            at += 2;
        }
        return -1;
    }
}
