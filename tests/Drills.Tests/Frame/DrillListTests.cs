using Drills.Frame;

namespace Drills.Tests.Frame;

public sealed class DrillListTests
{
    [Fact]
    public void Drills_are_found_and_differ()
    {
        Assert.NotEmpty(DrillList.All);
        Assert.Distinct(DrillList.All.Select(d => d.Id));
        Assert.Distinct(DrillList.All.Select(d => d.Number));
    }

    // Everything that the page prints of a drill is a sentence or more.
    [Fact]
    public void Every_drill_says_what_is_promised_done_and_watched() => Assert.All(
        DrillList.All, d => Assert.All((string[])[d.Promise, d.Cause, d.Watched], text => Assert.Matches(@"^[^\s].*\.$", text)));
}
