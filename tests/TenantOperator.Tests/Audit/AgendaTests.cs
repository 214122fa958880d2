using Microsoft.Extensions.Time.Testing;
using OperatorRuntime.Tests;
using TenantOperator.Audit;

namespace TenantOperator.Tests.Audit;

public sealed class AgendaTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly Agenda _agenda;

    public AgendaTests() => _agenda = new(new(), _time, new Random(1));

    [Fact]
    public void The_first_look_at_the_whole_comes_soon_and_the_next_after_the_interval()
    {
        Assert.False(_agenda.TakeSweep());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_agenda.TakeSweep());
        Assert.False(_agenda.TakeSweep());
        _time.Advance(TimeSpan.FromMinutes(26));
        Assert.False(_agenda.TakeSweep());
        _time.Advance(TimeSpan.FromMinutes(8));
        Assert.True(_agenda.TakeSweep());
    }

    [Fact]
    public void A_clock_that_is_set_back_stops_nothing()
    {
        var clock = new JumpingTime(_time);
        var agenda = new Agenda(new(), clock, new Random(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(agenda.TakeSweep());
        agenda.Add("a", TimeSpan.FromSeconds(2));

        clock.Ahead = TimeSpan.FromDays(-8);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("a", agenda.TakeNamespace());
        _time.Advance(TimeSpan.FromMinutes(34));
        Assert.True(agenda.TakeSweep());
    }

    [Fact]
    public void A_namespace_is_due_once_however_often_it_is_added()
    {
        _agenda.Add("a", TimeSpan.FromSeconds(2));
        _agenda.Add("a", TimeSpan.FromSeconds(1));
        _agenda.Add("a", TimeSpan.FromSeconds(3));

        Assert.Null(_agenda.TakeNamespace());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", _agenda.TakeNamespace());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_agenda.TakeNamespace());
    }

    [Fact]
    public void Ten_thousand_namespaces_become_one_look_at_the_whole_and_a_few_by_themselves()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_agenda.TakeSweep());
        for (var i = 0; i < 10_000; i++)
            _agenda.Add($"ns-{i}", TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(20));
        var single = 0;
        while (_agenda.TakeNamespace() is not null)
            single++;

        Assert.InRange(single, 0, Agenda.MostSingle);
        Assert.True(_agenda.TakeSweep());
        Assert.False(_agenda.TakeSweep());
    }

    [Fact]
    public void What_is_in_no_hurry_is_left_to_a_look_at_the_whole_that_comes_first()
    {
        _agenda.Add("a", TimeSpan.FromMinutes(1));

        Assert.False(_agenda.Holds("a"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_agenda.TakeSweep());
        _agenda.Add("a", TimeSpan.FromMinutes(1));
        Assert.True(_agenda.Holds("a"));
    }

    [Fact]
    public void Namespaces_that_go_on_being_made_are_not_all_read_again_and_again()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_agenda.TakeSweep());

        var (sweeps, single) = (0, 0);
        for (var second = 0; second < 600; second++)
        {
            for (var i = 0; i < 20; i++)
                _agenda.Add($"ns-{second}-{i}", TimeSpan.FromMinutes(1));
            _time.Advance(TimeSpan.FromSeconds(1));
            single += _agenda.TakeNamespace() is null ? 0 : 1;
            sweeps += _agenda.TakeSweep() ? 1 : 0;
        }

        Assert.InRange(sweeps, 1, 2);
        Assert.InRange(single, 0, 3 * Agenda.MostSingle);
    }

    [Fact]
    public void One_in_a_hurry_among_many_that_are_not_brings_the_look_at_the_whole_soon()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_agenda.TakeSweep());
        _agenda.Add("moved", TimeSpan.FromSeconds(2));
        for (var i = 0; i < 100; i++)
            _agenda.Add($"ns-{i}", TimeSpan.FromMinutes(1));

        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.True(_agenda.TakeSweep());
    }
}
