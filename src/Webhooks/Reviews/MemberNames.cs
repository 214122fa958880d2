using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Webhooks.Reviews;

/// <summary>Finds out quickly that no object of a document has a member twice. Where it cannot tell, the parser is to be asked, which takes its time and memory.</summary>
internal static class MemberNames
{
    // The objects of Kubernetes have fewer; with many, comparing each with each would be work to attack us with.
    private const int Most = 128;

    // Of an object and those that it is in.
    private const int MostAtOnce = 1024;

    /// <summary>Whether an object may have a member twice. False is certain.</summary>
    public static bool MayComeTwice(JsonElement value) => MayComeTwice(value, stackalloc uint[MostAtOnce]);

    private static bool MayComeTwice(JsonElement value, Span<uint> room) => value.ValueKind switch
    {
        JsonValueKind.Object => MayComeTwiceInObject(value, room),
        JsonValueKind.Array => MayComeTwiceInItems(value, room),
        _ => false,
    };

    private static bool MayComeTwiceInObject(JsonElement value, Span<uint> room)
    {
        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            var hash = Hash(name);
            if (count == Most || count == room.Length || HasTwoForms(name) || room[..count].Contains(hash))
                return true;
            room[count++] = hash;
            if (MayComeTwice(member.Value, room[count..]))
                return true;
        }
        return false;
    }

    private static bool MayComeTwiceInItems(JsonElement list, Span<uint> room)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (MayComeTwice(item, room))
                return true;
        }
        return false;
    }

    // A character may be written as itself or by its number, and a slash also behind a backslash. Other escapes have no second form, and the names
    // of managed fields are full of them: k:{\"name\":\"web\"}.
    private static bool HasTwoForms(ReadOnlySpan<byte> name)
    {
        for (var at = name.IndexOf((byte)'\\'); at >= 0; at = name.IndexOf((byte)'\\'))
        {
            if (name[at + 1] is (byte)'u' or (byte)'/')
                return true;
            name = name[(at + 2)..];
        }
        return false;
    }

    // Equal names have equal hashes; that different ones may have too costs time alone.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = (uint)name.Length;
        for (; name.Length >= sizeof(uint); name = name[sizeof(uint)..])
            hash = Mix(hash, BinaryPrimitives.ReadUInt32LittleEndian(name));
        foreach (var rest in name)
            hash = Mix(hash, rest);
        return hash;
    }

    private static uint Mix(uint hash, uint value) => (BitOperations.RotateLeft(hash, 5) ^ value) * 0x9E3779B1;
}
