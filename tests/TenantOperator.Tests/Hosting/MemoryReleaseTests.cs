using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class MemoryReleaseTests
{
    private readonly MemoryRelease _memory;
    private long _allocated;
    private int _releases;

    public MemoryReleaseTests() => _memory = new(TimeProvider.System, () => _allocated, () => _releases++);

    private int After(params long[] allocated)
    {
        foreach (var bytes in allocated)
        {
            _allocated += bytes;
            _memory.Look();
        }
        return _releases;
    }

    [Fact]
    public void Once_when_work_is_over() => Assert.Equal(1, After(10 * MemoryRelease.Worthwhile, 0, 0, MemoryRelease.Idle / 2, 0));

    [Fact]
    public void Not_while_there_is_work() => Assert.Equal(0, After(MemoryRelease.Worthwhile, MemoryRelease.Idle, MemoryRelease.Worthwhile, MemoryRelease.Idle));

    [Fact]
    public void Not_for_little() => Assert.Equal(0, After(MemoryRelease.Worthwhile / 2, 0, 0));

    [Fact]
    public void Again_after_more_work() => Assert.Equal(2, After(MemoryRelease.Worthwhile, 0, MemoryRelease.Worthwhile, 0, 0));

    [Fact]
    public void What_little_adds_up_to_much_is_released_too()
    {
        for (var i = 0; i < 2 * (MemoryRelease.Worthwhile / MemoryRelease.Idle) + 2; i++)
            After(MemoryRelease.Idle - 1);
        Assert.InRange(_releases, 1, 2);
    }
}
