using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Webhooks.Tests.Fixtures;

/// <summary>What our own code logs in a process, as <c>--log-format json</c> prints it.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ServiceProvider services;
    private readonly ConsoleFormatter formatter;
    private readonly ConcurrentQueue<string> lines = new();

    public LogLines()
    {
        services = new ServiceCollection().AddLogging(logging => logging.AddJsonConsole()).BuildServiceProvider();
        formatter = services.GetServices<ConsoleFormatter>().Single(f => f.Name == ConsoleFormatterNames.Json);
    }

    /// <summary>The lines until now.</summary>
    public IReadOnlyList<string> All => [.. lines];

    /// <summary>The fields of the one line of an event.</summary>
    public JsonObject FieldsOf(int eventId) =>
        Assert.Single(All.Select(line => JsonNode.Parse(line)!), line => (int)line["EventId"]! == eventId)["State"]!.AsObject();

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Webhooks.", StringComparison.Ordinal) ? new Logger(this, categoryName) : NullLogger.Instance;

    public void Dispose() => services.Dispose();

    private sealed class Logger(LogLines log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var writer = new StringWriter();
            log.formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), scopeProvider: null, writer);
            log.lines.Enqueue(writer.ToString());
        }
    }
}
