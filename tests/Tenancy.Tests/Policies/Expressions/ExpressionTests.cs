using System.Text.RegularExpressions;
using CsCheck;
using Tenancy.Policies.Expressions;

namespace Tenancy.Tests.Policies.Expressions;

/// <summary>What the project's own expressions take is what .NET's take.</summary>
public sealed class ExpressionTests
{
    // Short texts over few characters, of which many are expressions, and values that they are about.
    private static readonly string[] Parts =
    [
        "a", "b", "-", ".", "\n", "[ab]", "[^a]", "[a-c-]", "[-b]", "[\\d.]", "\\.", "\\d", "\\w", "\\S", "^", "$", "a|", "|b", "|", "(", "(?:", ")", "*", "+", "?", "{2}", "{1,}", "{0,2}", "{", "}", "]", "a-z", "[a", "\\", "\\b", "(?i)", "#", "**",
    ];

    private static readonly Gen<string> AnyExpression = Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 8].Select(string.Concat);

    private static readonly Gen<string> AnyValue = Gen.String[Gen.Char["abc-.1\nAé"], 0, 8];

    [Fact]
    public void Whatever_it_compiles_matches_what_dotnet_matches() => Gen.Select(AnyExpression, AnyValue.Array[6]).Sample((text, values) =>
    {
        if (!Expression.TryCompile(text, out var expression))
            return;
        _ = new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        var oracle = new Regex($@"\A(?:{text})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        foreach (var value in values)
            Assert.True(expression.IsMatch(value) == oracle.IsMatch(value), $"{text} on {value}");
    }, iter: 20_000);

    [Theory]
    [InlineData(@"\d")]
    [InlineData(@"\w")]
    [InlineData(@"\s")]
    [InlineData(@"\D")]
    [InlineData(@"\W")]
    [InlineData(@"\S")]
    [InlineData(@".")]
    [InlineData(@"[^\w-]")]
    public void A_class_takes_the_very_characters_that_it_takes_in_dotnet(string text)
    {
        Assert.True(Expression.TryCompile(text, out var expression));
        var oracle = new Regex($@"\A(?:{text})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        Assert.All(Enumerable.Range(0, char.MaxValue + 1), c => Assert.Equal(oracle.IsMatch(((char)c).ToString()), expression.IsMatch([(char)c])));
    }

    [Theory]
    [InlineData("registry[.]example[.]com/tools/[a-z-]+")]
    [InlineData(@"^mirror\.example\.com/(?:team-[a-z0-9]{1,20}/)?[^/]+$")]
    [InlineData(@"v[0-9]+(\.[0-9]+){0,2}(-rc[0-9]+)?")]
    [InlineData("(a|b|c)*d+?")]
    public void What_people_write_is_its_own(string text) => Assert.True(Expression.TryCompile(text, out _));

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?i)a")]
    [InlineData("a**")]
    [InlineData("(")]
    [InlineData("a)|(?:b")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("a{1000}")]
    [InlineData("((a{1,100}){1,100}){1,100}")]
    [InlineData(@"\p{L}")]
    public void What_is_beyond_it_is_left_to_dotnet(string text) => Assert.False(Expression.TryCompile(text, out _));

    [Fact]
    public void Time_is_linear_in_the_value_however_it_is_made()
    {
        Assert.True(Expression.TryCompile("(a|aa|a*)*b", out var expression));
        // Backtracking would take longer than the universe is old.
        Assert.False(expression.IsMatch(new string('a', 100_000)));
    }

    [Theory]
    [InlineData("(((((){9999}){9999}){9999}){9999}){9999}")]
    [InlineData("(((((){0,9999}){9999}){0,9999}){9999}){9999}")]
    public void An_expression_that_repeats_nothing_is_compiled_or_left_at_once(string text)
    {
        if (Expression.TryCompile(text, out var expression))
            Assert.Equal((true, false), (expression.IsMatch(""), expression.IsMatch("a")));
    }

    [Fact]
    public void A_match_allocates_nothing()
    {
        Assert.True(Expression.TryCompile("registry[.]example[.]com/(tools|apps)/[a-z-]+", out var expression));
        expression.IsMatch("registry.example.com/tools/hammer");
        var before = GC.GetAllocatedBytesForCurrentThread();
        expression.IsMatch("registry.example.com/apps/shop");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_thousand_expressions_take_less_memory_than_one_of_dotnet()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Assert.True(Expression.TryCompile("tools/[a-z-]+", out _));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 1, 8192);
    }
}
