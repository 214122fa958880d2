using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime.Tests.Writing;

public sealed class ConditionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, 987, TimeSpan.Zero);

    private static JsonNode Merge(string? stored, string status) => Conditions.Merge(
        stored is null ? null : JsonDocument.Parse(stored).RootElement, [new ConditionState("Ready", status, "Done", "all is well", 3)], Now)[0]!;

    [Fact]
    public void A_new_condition_has_the_time_of_now_in_whole_seconds() =>
        Assert.Equal("2026-05-04T03:02:01Z", Merge(null, "True")["lastTransitionTime"]!.GetValue<string>());

    [Theory]
    [InlineData("True", "2020-01-01T00:00:00Z")]
    [InlineData("False", "2026-05-04T03:02:01Z")]
    public void The_time_changes_only_when_the_status_does(string status, string expected) => Assert.Equal(expected,
        Merge("""[{"type":"Ready","status":"True","reason":"Other","message":"x","lastTransitionTime":"2020-01-01T00:00:00Z"}]""", status)["lastTransitionTime"]!.GetValue<string>());
}
