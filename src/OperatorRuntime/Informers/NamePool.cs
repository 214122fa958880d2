using System.Runtime.InteropServices;
using System.Text.Json;

namespace OperatorRuntime;

/// <summary>
/// One string for equal names: the same few object names recur in every namespace, and a namespace's name in every object in it.
/// A table of fixed size whose entries replace each other, so it needs no clearing. For one thread.
/// </summary>
public sealed class NamePool
{
    private const int Slots = 4096;

    private readonly string?[] table = new string?[Slots];

    /// <summary>The name that an element holds.</summary>
    /// <returns>The name; empty when the element is no string.</returns>
    public string Get(JsonElement name)
    {
        if (name.ValueKind != JsonValueKind.String)
        {
            return "";
        }
        ref var slot = ref table[Hash(JsonMarshal.GetRawUtf8Value(name)) % Slots];
        if (slot is null || !name.ValueEquals(slot))
        {
            slot = name.GetString()!;
        }
        return slot;
    }

    /// <summary>FNV-1a: short, and good enough for names.</summary>
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 16777619;
        }
        return hash;
    }
}
