using TenantOperator.Commands;

namespace TenantOperator.Hosting;

/// <summary>How a process logs: to the console, a line an event.</summary>
internal static class Logging
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>Adds the console, as a person or as a program reads it.</summary>
    public static void AddProcessLogging(this ILoggingBuilder logging, LogFormat format)
    {
        logging.ClearProviders();
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // The host tells of a background loop that died; that it starts and stops is told by the loops themselves.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Error);
        if (format == LogFormat.Json || (format == LogFormat.Auto && Console.IsOutputRedirected))
            logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp) = (Timestamp.TrimEnd(), true));
        else
            logging.AddSimpleConsole(console => (console.TimestampFormat, console.UseUtcTimestamp, console.SingleLine) = (Timestamp, true, true));
    }
}
