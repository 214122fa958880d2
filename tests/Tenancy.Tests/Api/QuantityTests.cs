using CsCheck;
using Tenancy.Policies;

namespace Tenancy.Tests.Api;

public sealed class QuantityTests
{
    private static readonly Gen<string> Texts = Gen.Select(
        Gen.OneOf("", "-", "+"), Gen.Long[0, 10_000_000], Gen.OneOf("", ".5", ".25", ".000"), Gen.OneOf("", "n", "u", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti", "e3", "E-2"),
        (sign, number, fraction, suffix) => $"{sign}{number}{fraction}{suffix}");

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0.5", "500m")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("+5", "5")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1000Mi", "1000Mi")]
    [InlineData("1000m", "1")]
    [InlineData("2000", "2k")]
    [InlineData("1500", "1500")]
    [InlineData("1e3", "1e3")]
    [InlineData("1000e3", "1e6")]
    [InlineData("1E", "1E")]
    [InlineData("1E3", "1e3")]
    [InlineData("1.5E", "1500P")]
    [InlineData("0.5Ki", "512")]
    [InlineData("100Ki", "100Ki")]
    [InlineData("62.5Ki", "64k")]
    [InlineData("1.5Ki", "1536")]
    [InlineData("0.1Mi", "104857600m")]
    [InlineData("1n", "1n")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-1500m", "-1500m")]
    [InlineData("001", "1")]
    public void It_is_written_as_the_API_server_stores_it(string text, string canonical)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(canonical, quantity.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1 Gi")]
    [InlineData("1GB")]
    [InlineData("1K")]
    [InlineData("1gi")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("m")]
    [InlineData("1e")]
    [InlineData("1e1.5")]
    [InlineData("1e 3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("١")]
    [InlineData("0.1n")]
    [InlineData("9223372036854775808")]
    [InlineData("8Ei")]
    [InlineData("1e999999999")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999999")]
    public void What_is_none_does_not_parse(string text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void The_canonical_form_is_the_same_amount() => Texts.Sample(text =>
        !Quantity.TryParse(text, out var quantity) || (Quantity.TryParse(quantity.ToString(), out var again) && again == quantity && again.ToString() == quantity.ToString()), iter: 20_000);

    [Fact]
    public void Amounts_compare_as_numbers() => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Sample((a, b) =>
        Quantity.TryParse($"{a}m", out var x) && Quantity.TryParse($"{b / 1000m}", out var y) && x.CompareTo(y) == a.CompareTo(b) && (x < y) == (a < b) && (x == y) == (a == b));
}
