namespace OperatorRuntime;

/// <summary>Runs a controller's workers on its queue.</summary>
public sealed class ControllerHost(
    string name, IEntityController controller, WorkQueue<NamespacedName> queue, ControllerOptions? options = null, RuntimeServices? services = null)
{
    public string Name => name;

    internal IEntityController Controller => controller;

    internal WorkQueue<NamespacedName> Queue => queue;

    internal ControllerOptions Options { get; } = options ?? new ControllerOptions();

    internal RuntimeServices Services { get; } = services ?? new RuntimeServices();

    /// <summary>Beats while the workers do.</summary>
    public Heartbeat Heartbeat { get; } = new((services?.Time) ?? TimeProvider.System, (options ?? new()).HangsAfter, (options ?? new()).Workers);

    /// <summary>Runs until cancelled, then waits for the reconciliations under way. A return by exception is a defect: stop the process.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.CompletedTask;
}
