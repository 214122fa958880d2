using Microsoft.Extensions.Logging.Console;
using TenantOperator.Commands;

namespace TenantOperator.Hosting;

/// <summary>How a process logs: to standard output, a line an event.</summary>
internal static class Logging
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>Adds the log, as a person or as a program reads it.</summary>
    /// <param name="logging">The host's.</param>
    /// <param name="format">For whom.</param>
    /// <param name="output">Where to; null: standard output.</param>
    public static void AddProcessLogging(this ILoggingBuilder logging, LogFormat format, Stream? output = null)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A line for each connection beyond the last limit: metrics count connections.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Error);
        // The host tells of a background loop that died; that it starts and stops is told by the loops themselves.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Error);
        var isJson = format == LogFormat.Json || (format == LogFormat.Auto && Console.IsOutputRedirected);
        if (isJson)
            logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = (Timestamp.TrimEnd(), true));
        else
            logging.AddSimpleConsole(console => (console.TimestampFormat, console.UseUtcTimestamp, console.SingleLine) = (Timestamp, true, true));

        // The formats are the framework's; what writes them is not, because it makes whoever logs wait.
        logging.ClearProviders();
        var name = isJson ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        logging.Services.AddSingleton<ILoggerProvider>(services =>
            new LineLogs(services.GetServices<ConsoleFormatter>().First(f => string.Equals(f.Name, name, StringComparison.Ordinal)), output ?? Console.OpenStandardOutput()));
    }
}
