using System.Diagnostics;
using System.Text;
using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class LogQueueTests
{
    private readonly Output _output = new();

    [Fact]
    public void Lines_are_written_as_they_come()
    {
        var queue = Queue();
        queue.Add("a\n");
        queue.Add("b\n");
        queue.Dispose();

        Assert.Equal("a\nb\n", _output.Text);
        Assert.Equal(0, queue.Lost);
    }

    [Fact]
    public async Task Who_logs_does_not_wait_for_a_reader_that_has_stopped_reading()
    {
        var queue = Queue(capacity: 3);
        _output.Hang();
        queue.Add("1\n");
        await _output.HangsAsync();

        // Would not come back if it waited.
        for (var i = 2; i <= 10; i++)
            queue.Add($"{i}\n");
        Assert.Equal(6, queue.Lost);

        _output.GoOn();
        queue.Dispose();
        Assert.Equal("1\nlost 6\n2\n3\n4\n", _output.Text);
    }

    [Fact]
    public async Task What_cannot_be_written_is_lost_and_who_logs_later_does_not_write_it_himself()
    {
        var queue = Queue();
        _output.IsFull = true;
        queue.Add("a\n");
        while (queue.Lost < 1)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        _output.IsFull = false;
        _output.Hang();
        queue.Add("b\n");
        await _output.HangsAsync();
        queue.Add("c\n");
        _output.GoOn();
        queue.Dispose();

        Assert.Equal("b\nlost 1\nc\n", _output.Text);
    }

    [Fact]
    public async Task Its_end_does_not_wait_for_a_reader_that_has_stopped_reading()
    {
        var queue = Queue();
        _output.Hang();
        queue.Add("a\n");
        await _output.HangsAsync();

        var watch = Stopwatch.StartNew();
        queue.Dispose();
        queue.Add("b\n");
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal(1, queue.Lost);
        _output.GoOn();
    }

    [Fact]
    public void After_its_end_nothing_is_written()
    {
        var queue = Queue();
        queue.Dispose();
        queue.Add("a\n");

        Assert.Equal("", _output.Text);
        Assert.Equal(1, queue.Lost);
    }

    private LogQueue Queue(int capacity = LogQueue.Capacity) => new(_output, lost => $"lost {lost}\n", capacity);

    /// <summary>A log that can hang as a pipe that nobody reads, and fail as a disk that is full.</summary>
    private sealed class Output : MemoryStream
    {
        private readonly ManualResetEventSlim _goesOn = new(initialState: true);
        private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFull { get; set; }

        public string Text => Encoding.UTF8.GetString(ToArray());

        public void Hang() => _goesOn.Reset();

        public Task HangsAsync() => _hangs.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public void GoOn() => _goesOn.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsFull)
                throw new IOException("No space left on device");
            if (!_goesOn.IsSet)
                _hangs.TrySetResult();
            _goesOn.Wait();
            base.Write(buffer);
        }
    }
}
