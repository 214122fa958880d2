using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TenantOperator.Hosting;

/// <summary>Logs by the framework's own formats, into a <see cref="LogQueue"/>.</summary>
internal sealed class LineLogs : ILoggerProvider
{
    /// <summary>The meter to subscribe to.</summary>
    public const string MeterName = "TenantOperator.Logs";

    private readonly Meter _meter = new(MeterName);
    private readonly ConsoleFormatter _format;
    private readonly LogQueue _queue;

    /// <param name="format">How a line is written.</param>
    /// <param name="output">Where lines go.</param>
    public LineLogs(ConsoleFormatter format, Stream output)
    {
        _format = format;
        _queue = new(output, Lost);
        _meter.CreateObservableCounter("log_lines_lost_total", () => _queue.Lost, description: "Lines that are not in the log: nobody read it, or it could not be written");
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        _meter.Dispose();
        _queue.Dispose();
    }

    private string Lost(long count) => Line(new LogEntry<string>(
        LogLevel.Warning, typeof(LogQueue).FullName!, default, $"{count} lines were lost: nobody read the log, or it could not be written", null, (text, _) => text));

    private string Line<TState>(in LogEntry<TState> entry)
    {
        using var line = new StringWriter();
        _format.Write(entry, scopeProvider: null, line);
        return line.ToString();
    }

    private sealed class Logger(LineLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // Formats write nothing for what has neither words nor an exception.
            if (IsEnabled(logLevel) && logs.Line(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter)) is { Length: > 0 } line)
                logs._queue.Add(line);
        }
    }
}
