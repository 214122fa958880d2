using System.Net;
using CsCheck;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class AddressRangeTests
{
    private static readonly Gen<(byte[] Address, int Prefix)> V4 = Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 32]);
    private static readonly Gen<(byte[] Address, int Prefix)> V6 = Gen.Select(Gen.Byte.Array[16].Where(IsNotMapped), Gen.Int[0, 128]);

    private static readonly Gen<((byte[] Address, int Prefix), (byte[] Address, int Prefix))> Pairs =
        Gen.OneOf<((byte[] Address, int Prefix), (byte[] Address, int Prefix))>(Gen.Select(V4, V4), Gen.Select(V6, V6));

    [Fact]
    public void An_address_is_in_a_range_exactly_when_all_bits_of_the_prefix_agree() =>
        Pairs.Sample((range, other) =>
        {
            // The other address shares as many leading bits with the range's as its own prefix says, so that both answers come up.
            var address = Blend(range.Address, other.Address, other.Prefix);
            Assert.True(AddressRange.TryParse(Text(range), out var parsed));
            Assert.True(IpAddress.TryParse(new IPAddress(address).ToString(), out var parsedAddress));
            Assert.Equal(SameBits(range.Address, address, range.Prefix), parsed.Contains(parsedAddress));
        });

    [Fact]
    public void A_range_is_in_a_range_exactly_when_its_first_and_last_address_are() =>
        Pairs.Sample((outer, other) =>
        {
            var inner = (Address: Blend(outer.Address, other.Address, other.Prefix), other.Prefix);
            Assert.True(AddressRange.TryParse(Text(outer), out var o));
            Assert.True(AddressRange.TryParse(Text(inner), out var i));
            var both = SameBits(outer.Address, Fill(inner, 0x00), outer.Prefix) && SameBits(outer.Address, Fill(inner, 0xFF), outer.Prefix);
            Assert.Equal(both, o.Contains(i));
        });

    [Theory]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/0", "::ffff:10.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:a01:203", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("10.9.9.9/8", "10.1.2.3", true)]
    [InlineData("10.0.0.1/32", "10.0.0.2", false)]
    public void A_v4_mapped_address_is_the_v4_address(string range, string address, bool contained)
    {
        Assert.True(AddressRange.TryParse(range, out var parsed));
        Assert.True(IpAddress.TryParse(address, out var parsedAddress));
        Assert.Equal(contained, parsed.Contains(parsedAddress));
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.256")]
    [InlineData(" 1.2.3.4")]
    [InlineData("１.2.3.4")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::ffff:010.0.0.1")]
    [InlineData("::ffff:1.2.3")]
    [InlineData("1::2::3")]
    public void What_parsers_read_differently_is_no_address(string text) => Assert.False(IpAddress.TryParse(text, out _));

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("::/129")]
    [InlineData("::ffff:10.0.0.0/95")]
    [InlineData("/8")]
    public void What_is_no_range_does_not_parse(string text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void An_entry_that_does_not_parse_allows_nothing()
    {
        var list = new AddressRangeList(["everything", null!, "10.0.0.0/8"]);
        Assert.True(list.HoldsAddress("10.0.0.1"));
        Assert.False(list.HoldsAddress("11.0.0.1"));
        Assert.False(list.HoldsRange("0.0.0.0/0"));
    }

    private static bool IsNotMapped(byte[] address) => !new IPAddress(address).IsIPv4MappedToIPv6;

    private static string Text((byte[] Address, int Prefix) range) => $"{new IPAddress(range.Address)}/{range.Prefix}";

    private static bool Bit(byte[] address, int index) => (address[index / 8] >> (7 - (index % 8)) & 1) == 1;

    private static bool SameBits(byte[] a, byte[] b, int count) => Enumerable.Range(0, count).All(i => Bit(a, i) == Bit(b, i));

    private static byte[] Build(int bits, Func<int, bool> bit)
    {
        var result = new byte[bits / 8];
        for (var i = 0; i < bits; i++)
            result[i / 8] |= (byte)(bit(i) ? 1 << (7 - (i % 8)) : 0);
        return result;
    }

    private static byte[] Blend(byte[] first, byte[] rest, int shared) => Build(first.Length * 8, i => Bit(i < shared ? first : rest, i));

    private static byte[] Fill((byte[] Address, int Prefix) range, byte with) =>
        Build(range.Address.Length * 8, i => i < range.Prefix ? Bit(range.Address, i) : with != 0);
}
