using Webhooks.Index;

namespace Webhooks.Tests.Index;

public sealed class PriorityClassesTests
{
    private readonly PriorityClasses _classes = new();

    [Fact]
    public void A_class_that_is_no_default_is_none()
    {
        _classes.Put("high", isDefault: false, 2000);

        Assert.Null(_classes.Default);
    }

    [Fact]
    public void Of_several_defaults_the_lowest_counts()
    {
        _classes.Put("high", isDefault: true, 2000);
        _classes.Put("low", isDefault: true, -10);

        Assert.Equal("low", _classes.Default);
    }

    [Fact]
    public void A_default_that_goes_or_is_one_no_longer_leaves_the_others()
    {
        _classes.Put("a", isDefault: true, 1);
        _classes.Put("b", isDefault: true, 2);
        _classes.Put("c", isDefault: true, 3);

        _classes.Remove("a");
        _classes.Put("b", isDefault: false, 2);

        Assert.Equal("c", _classes.Default);
    }
}
