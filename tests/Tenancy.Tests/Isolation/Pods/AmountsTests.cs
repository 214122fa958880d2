using System.Globalization;
using System.Text.Json;
using CsCheck;
using Tenancy.Objects;

namespace Tenancy.Tests.Isolation.Pods;

/// <summary>Amounts that rules rely on: an emptyDir's limit, a container's requests and limits.</summary>
public sealed class AmountsTests
{
    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"1Gi\"")]
    [InlineData("\"0.5\"")]
    [InlineData("\"+1m\"")]
    [InlineData("\"1e3\"")]
    [InlineData("1")]
    [InlineData("0.5")]
    [InlineData("1e3")]
    [InlineData("\"\\u0031Gi\"")]
    public void It_is_something(string json) => Assert.True(IsPositive(json));

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{\"a\": 1}")]
    [InlineData("\"\"")]
    [InlineData("\"0\"")]
    [InlineData("\"0Gi\"")]
    [InlineData("\"-1Gi\"")]
    [InlineData("\"1 Gi\"")]
    [InlineData("\"1GiB\"")]
    [InlineData("\"1e99\"")]
    [InlineData("\"١\"")]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("1e99")]
    [InlineData("\"0000000000000000000000000000000000000000000000000000000000000000001\"")]
    public void It_is_nothing_to_rely_on(string json) => Assert.False(IsPositive(json));

    [Fact]
    public void A_text_and_a_number_are_the_same_amount() => Gen.Int[-1000, 1000].Sample(thousandths =>
    {
        var text = (thousandths / 1000m).ToString(CultureInfo.InvariantCulture);
        return IsPositive(text) == (thousandths > 0) && IsPositive($"\"{text}\"") == (thousandths > 0) && IsPositive($"\"{thousandths}m\"") == (thousandths > 0);
    });

    private static bool IsPositive(string json) => JsonElement.Parse(json).IsPositiveQuantity();
}
