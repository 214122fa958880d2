using CsCheck;
using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class PortRangeListTests
{
    [Fact]
    public void A_port_is_allowed_exactly_when_it_lies_in_a_range() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 62]).Sample((a, b, port) =>
        {
            var (first, last) = (Math.Min(a, b), Math.Max(a, b));
            Assert.Equal(first <= port && port <= last, new PortRangeList([$"{first}-{last}"]).Allows(port));
        });

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("2-1")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    public void An_entry_that_does_not_parse_allows_nothing(string? entry) => Assert.False(new PortRangeList([entry!]).Allows(1));

    [Fact]
    public void No_list_allows_all_and_an_empty_one_nothing()
    {
        Assert.True(new PortRangeList(entries: null).Allows(30000));
        Assert.False(new PortRangeList([]).Allows(30000));
    }
}
