using System.Net;
using System.Runtime.InteropServices;

namespace Tenancy.Policies;

/// <summary>
/// An IP address in canonical form. A v4-mapped v6 address is the v4 address: the kernel sends to that one, so a wall must see that one.
/// </summary>
/// <param name="IsV4">Whether the address has 32 bits.</param>
/// <param name="Bits">The address, most significant bit first, in the low 32 or all 128 bits.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IpAddress(bool IsV4, UInt128 Bits)
{
    private const int LongestV6 = 45;
    private static readonly UInt128 MappedPrefix = 0xFFFF;

    /// <summary>How many bits the address has.</summary>
    public int Width => IsV4 ? 32 : 128;

    /// <summary>
    /// Reads dotted decimal v4, or v6. Nothing else: <see cref="IPAddress.TryParse(ReadOnlySpan{char}, out IPAddress)"/> also takes <c>127.1</c>, octal,
    /// hexadecimal, ports and zones, and where two parsers read one text differently, a wall has a gap (Go before 1.17 reads 010 as ten).
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (!text.Contains(':'))
            return TryParseV4(text, out address);
        address = default;
        if (text.Length > LongestV6 || text.ContainsAnyExcept("0123456789abcdefABCDEF:.")
            || (text.Contains('.') && !TryParseV4(text[(text.LastIndexOf(':') + 1)..], out _))
            || !IPAddress.TryParse(text, out var parsed))
            return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = Canonical(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsV4 ? bytes[12..] : bytes).ToString();
    }

    private static IpAddress Canonical(UInt128 bits) => bits >> 32 == MappedPrefix ? new(IsV4: true, bits & uint.MaxValue) : new(IsV4: false, bits);

    private static bool TryParseV4(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        uint bits = 0;
        var octets = 0;
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            var leadingZero = octet.Length > 1 && octet[0] == '0';
            if (octet.Length is 0 or > 3 || leadingZero || octet.ContainsAnyExceptInRange('0', '9') || !byte.TryParse(octet, out var value) || ++octets > 4)
                return false;
            bits = (bits << 8) | value;
        }
        address = new(IsV4: true, bits);
        return octets == 4;
    }
}
