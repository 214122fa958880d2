using Tenancy.Policies;

namespace Tenancy.Tests.Policies;

public sealed class PatternListTests
{
    [Fact]
    public void An_unset_list_allows_what_its_use_says()
    {
        Assert.True(PatternList.AnyWhenUnset(null, Pattern.Path).Allows("x"));
        Assert.False(PatternList.NoneWhenUnset(null, Pattern.Path).Allows("x"));
    }

    [Fact]
    public void An_empty_list_allows_nothing() => Assert.False(PatternList.AnyWhenUnset([], Pattern.Path).Allows("x"));

    [Fact]
    public void A_list_allows_what_an_entry_matches()
    {
        var list = PatternList.AnyWhenUnset(["a", "regex:b+"], Pattern.Path);
        Assert.True(list.Allows("bb"));
        Assert.False(list.Allows("c"));
    }

    [Fact]
    public void A_list_whose_only_entry_does_not_compile_allows_nothing() => Assert.False(PatternList.AnyWhenUnset(["regex:("], Pattern.Path).Allows("("));

    [Fact]
    public void A_null_entry_allows_nothing() => Assert.False(PatternList.AnyWhenUnset([null!], Pattern.Path).Allows(""));

    [Fact]
    public void A_list_says_what_it_allows()
    {
        Assert.Equal("allowed: a, b/*", PatternList.AnyWhenUnset(["a", "b/*"], Pattern.Path).ToString());
        Assert.Equal("none is allowed", PatternList.AnyWhenUnset([], Pattern.Path).ToString());
        Assert.EndsWith("j and 2 more", PatternList.AnyWhenUnset([.. "abcdefghijkl".Select(c => c.ToString())], Pattern.Path).ToString(), StringComparison.Ordinal);
    }
}
