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
}
