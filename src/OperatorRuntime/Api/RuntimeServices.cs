using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OperatorRuntime;

/// <summary>What every part of the runtime needs of its surroundings; a test replaces the clock and the dice.</summary>
public sealed class RuntimeServices
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of jitter. It is shared by all loops, so it must be safe to call from several threads.</summary>
    public Random Random { get; init; } = Random.Shared;

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    public RuntimeMetrics Metrics { get; init; } = new();

    /// <summary>The name under which the API server's audit log sees us: the program's, such as <c>tenant-operator/0.1.0</c>.</summary>
    public string UserAgent { get; init; } = ProgramName();

    private static string ProgramName()
    {
        var name = Assembly.GetEntryAssembly()?.GetName();
        return $"{name?.Name ?? "operator"}/{name?.Version?.ToString(3) ?? "0.0.0"}";
    }
}
