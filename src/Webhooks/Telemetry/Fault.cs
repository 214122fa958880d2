namespace Webhooks.Telemetry;

/// <summary>Where something was thrown, as the log may have it.</summary>
internal static class Fault
{
    /// <summary>Types and stacks. Not the messages: those of a parser, a dictionary or a cast can hold what an object holds.</summary>
    public static string Of(Exception exception)
    {
        List<string> lines = [];
        for (var e = exception; e is not null; e = e.InnerException)
            lines.Add($"{e.GetType().FullName}{Environment.NewLine}{e.StackTrace}");
        return string.Join($"{Environment.NewLine}caused by ", lines);
    }
}
