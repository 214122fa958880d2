using System.Text;
using System.Text.Json;
using CsCheck;
using Webhooks.Reviews;

namespace Webhooks.Tests.Reviews;

public sealed class MemberNamesTests
{
    // Forms of few names: of the letter a, of a quote, of a slash, and names that differ in their end or their length alone.
    private static readonly Gen<string> Name = Gen.OneOf(
        "a", @"\u0061", "b", "", @"\""", @"\u0022", "/", @"\/", @"\u002f", @"\\", @"\u005c", "abcd", "abce", "abcdabcd", "abcdabce", "abcdabc", @"k:{\""n\"":1}", "é", @"\u00e9");

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Gen.Const("1")
        : Gen.OneOf(
            Gen.Const("1"),
            Gen.Select(Name, inner).List[0, 4].Select(members => $"{{{string.Join(',', members.Select(m => $"\"{m.Item1}\":{m.Item2}"))}}}"),
            inner.List[0, 3].Select(items => $"[{string.Join(',', items)}]")));

    [Fact]
    public void What_has_a_member_twice_is_never_called_free_of_that() => Value.Sample(json =>
    {
        using var document = JsonDocument.Parse(json);
        if (!MemberNames.MayComeTwice(document.RootElement))
            JsonDocument.Parse(json, new() { AllowDuplicateProperties = false }).Dispose();
    });

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"x":[{"k:{\"n\":1}":1,"k:{\u0022n\u0022:1}":2}]}""")]
    [InlineData("""{"/":1,"\/":2}""")]
    public void A_body_with_a_member_twice_is_refused(string body) => Assert.Throws<BadReviewException>(() => ReviewReader.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}""")]
    [InlineData("""{"k:{\"name\":\"web\"}":1,"k:{\"name\":\"proxy\"}":2}""")]
    public void What_the_API_server_writes_is_not_looked_at_twice(string body)
    {
        using var document = JsonDocument.Parse(body);

        Assert.False(MemberNames.MayComeTwice(document.RootElement));
    }

    [Fact]
    public void Objects_with_many_members_are_left_to_the_parser()
    {
        static string Of(int members) => $"{{{string.Join(',', Enumerable.Range(0, members).Select(i => $"\"n{i}\":1"))}}}";

        Assert.False(MemberNames.MayComeTwice(JsonElement.Parse(Of(128))));
        Assert.True(MemberNames.MayComeTwice(JsonElement.Parse(Of(129))));
        ReviewReader.Parse(Encoding.UTF8.GetBytes(Of(5000))).Dispose();
        // Objects in objects, together more than fit.
        var nested = Enumerable.Range(0, 20).Aggregate("1", (inner, _) => $"{{{Of(100)[1..^1]},\"inner\":{inner}}}");
        ReviewReader.Parse(Encoding.UTF8.GetBytes(nested)).Dispose();
        Assert.Throws<BadReviewException>(() => ReviewReader.Parse(Encoding.UTF8.GetBytes(nested.Replace("\"inner\":1}", "\"inner\":1,\"inner\":2}", StringComparison.Ordinal))));
    }
}
