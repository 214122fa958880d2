using Benchmarks.Frame;

namespace Benchmarks.Tests.Frame;

public sealed class InvocationTests
{
    [Fact]
    public void All_parts_are_done_unless_some_are_named()
    {
        Assert.True(Read().Includes("storm"));
        Assert.True(Read("--only", "storm, pod").Includes("pod"));
        Assert.False(Read("--only", "pod").Includes("storm"));
    }

    [Fact]
    public void An_option_without_a_value_is_heard() => Assert.True(Read("--quick").Has("--quick"));

    [Theory]
    [InlineData("there is no option \"--help\"; there are --only SECTION,..., --quick", "--help")]
    [InlineData("there is no section \"strom\"; there are pod, storm", "--only", "strom")]
    [InlineData("--only needs the names of sections; there are pod, storm", "--only")]
    public void A_slip_is_answered_and_begins_nothing(string answer, params string[] typed) => Assert.Equal(answer, Assert.Throws<FormatException>(() => Read(typed)).Message);

    private static Invocation Read(params string[] typed) => Invocation.Read(typed, "section", ["pod", "storm"], "--quick");
}
