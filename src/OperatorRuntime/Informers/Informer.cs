using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Keeps a store equal to what the API server holds, by list and watch, and tells subscribers of every change.</summary>
public sealed class Informer<T>
{
    /// <param name="projection">
    /// Makes the small value that is kept; the element is valid only during the call. Called by the loop; must not throw.
    /// </param>
    public Informer(
        KubeTransport transport, ResourceType type, Func<JsonElement, T> projection,
        InformerOptions? options = null, RuntimeServices? services = null)
    {
        Type = type;
    }

    public ResourceType Type { get; }

    public EntityStore<T> Store { get; } = new();

    /// <summary>Whether the store has held a complete list once. It stays true while a broken watch is being mended.</summary>
    public bool HasSynced { get; private set; }

    /// <summary>The resourceVersion up to which the store is known to be current; empty before the first list.</summary>
    public string LastSeenResourceVersion { get; private set; } = "";

    /// <summary>Ends when <see cref="HasSynced"/> is true.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>
    /// Tells <paramref name="handler"/> what the store holds (as initial additions) and then every change, in order, one at a time.
    /// It runs on the informer's loop: it must be quick (put a key into a queue) and must not throw.
    /// </summary>
    /// <returns>Ends the subscription when disposed.</returns>
    public IDisposable Subscribe(Action<EntityChange<T>> handler) => throw new NotSupportedException();

    /// <summary>Runs until cancelled. Faults of the server and the network are mended inside; a return by exception is a defect.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.CompletedTask;
}
