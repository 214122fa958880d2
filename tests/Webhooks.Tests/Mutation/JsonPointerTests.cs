using System.Text;
using Webhooks.Mutation;

namespace Webhooks.Tests.Mutation;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("tenantoperator.io/tenant", "/tenantoperator.io~1tenant")]
    [InlineData("a~b", "/a~0b")]
    [InlineData("~1", "/~01")]
    [InlineData("", "/")]
    [InlineData("ä", "/ä")]
    public void Names_are_escaped(string name, string pointer)
    {
        var at = new JsonPointer(stackalloc byte[64]);
        at.Append(Encoding.UTF8.GetBytes(name));
        Assert.Equal(pointer, at.ToString());
    }

    [Fact]
    public void It_goes_back_to_a_mark()
    {
        var at = new JsonPointer(stackalloc byte[64]);
        at.Append("spec"u8);
        var mark = at.Mark;
        at.Append(12);
        Assert.Equal("/spec/12", at.ToString());
        at.BackTo(mark);
        Assert.Equal("/spec", at.ToString());
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_a_failure_and_not_a_wrong_path() => Assert.Throws<InvalidOperationException>(() =>
    {
        var at = new JsonPointer(stackalloc byte[4]);
        at.Append("spec"u8);
    });
}
