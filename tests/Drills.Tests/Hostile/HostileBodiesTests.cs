using System.Text.Json;
using Drills.Hostile;

namespace Drills.Tests.Hostile;

public sealed class HostileBodiesTests
{
    [Fact]
    public void The_same_dice_give_the_same_bodies_and_many_kinds_of_them()
    {
        var bodies = new HostileBodies("acme-dev");
        var (one, other) = (new Random(1), new Random(1));
        var made = Enumerable.Range(0, 300).Select(_ => bodies.Next(one)).ToList();

        Assert.All(made, body => Assert.True(body.Bytes.AsSpan().SequenceEqual(bodies.Next(other).Bytes)));
        Assert.Contains(made, body => IsJson(body.Bytes));
        Assert.Contains(made, body => !IsJson(body.Bytes));
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
