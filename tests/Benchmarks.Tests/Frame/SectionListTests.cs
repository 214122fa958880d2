using Benchmarks.Frame;

namespace Benchmarks.Tests.Frame;

public sealed class SectionListTests
{
    [Fact]
    public void Sections_are_found_and_differ()
    {
        Assert.NotEmpty(SectionList.All);
        Assert.Distinct(SectionList.All.Select(s => s.Id));
        Assert.Distinct(SectionList.All.Select(s => s.Number));
    }

    // Every reason belongs to a section: one that was renamed would lose its reasons unseen.
    [Fact]
    public void Reasons_are_of_sections_there_are()
    {
        var reasons = System.Text.Json.JsonDocument.Parse(File.ReadAllText(ControlPlanes.Repository.PathOf("tests", "Benchmarks", "reasons.json"))).RootElement;

        Assert.All(reasons.EnumerateObject(), r => Assert.Contains(r.Name.Split('/')[0], SectionList.All.Select(s => s.Id)));
    }
}
