using Microsoft.Extensions.Time.Testing;

namespace OperatorRuntime.Tests.Informers;

public sealed class WatchLifeTests
{
    private readonly FakeTimeProvider time = new();
    private readonly WatchLife life;

    public WatchLifeTests() => life = new WatchLife(time);

    [Theory]
    [InlineData(0, false)]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    public void A_quiet_watch_is_sound_once_it_has_lasted_for_ten_seconds(double seconds, bool sound)
    {
        life.Open();
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(sound, life.IsSound);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    public void One_that_delivers_is_sound_once_it_has_lasted_for_a_second(double seconds, bool sound)
    {
        life.Open();
        life.Deliver();
        time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(sound, life.IsSound);
    }

    [Fact]
    public void One_that_the_server_never_agreed_to_is_not_however_long_it_took_to_say_so()
    {
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(life.IsSound);
    }
}
