using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime;

/// <summary>Keeps a store equal to what the API server holds, by list and watch, and tells subscribers of every change.</summary>
/// <typeparam name="T">What is kept of each object.</typeparam>
public sealed class Informer<T> : IReflectorTarget
{
    /// <summary>Subscribers only put keys into queues; a minute in one of them is a hang.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(1);

    private readonly Func<JsonElement, T> projection;
    private readonly RuntimeServices services;
    private readonly ILogger log;
    private readonly Reflector reflector;
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly NamePool names = new();

    /// <summary>Held while the store changes and subscribers are told, so that a new subscriber sees each object exactly once.</summary>
    private readonly Lock gate = new();
    private ImmutableArray<Subscription> subscriptions = [];
    private Dictionary<NamespacedName, Entity<T>> listed = [];
    private volatile string lastSeen = "";
    private long heardAt;

    /// <param name="projection">
    /// Makes the small value that is kept; the element is valid only during the call. Where it throws, the object's last known state
    /// stays, and an error is logged and counted.
    /// </param>
    public Informer(
        KubeTransport transport, ResourceType type, Func<JsonElement, T> projection,
        InformerOptions? options = null, RuntimeServices? services = null)
    {
        (Type, this.projection, this.services) = (type, projection, services ?? new RuntimeServices());
        log = this.services.Logging.CreateLogger<Informer<T>>();
        Heartbeat = new Heartbeat(this.services.Time, HangsAfter);
        heardAt = this.services.Time.GetTimestamp();
        reflector = new Reflector(transport, type, options ?? new InformerOptions(), this, Heartbeat, this.services);
    }

    public ResourceType Type { get; }

    public EntityStore<T> Store { get; } = new();

    /// <summary>Beats while the loop does.</summary>
    public Heartbeat Heartbeat { get; }

    /// <summary>
    /// Whether the store has held a complete list once, and the subscribers of that time were told. It stays true while a broken
    /// watch is being mended.
    /// </summary>
    public bool HasSynced => synced.Task.IsCompletedSuccessfully;

    /// <summary>The resourceVersion up to which the store is known to be current; empty before the first list.</summary>
    public string LastSeenResourceVersion => lastSeen;

    /// <summary>
    /// How long ago the API server last told of the kind, by a list, an event or a bookmark. A quiet cluster is as old as its server's bookmarks are rare: servers before 1.21 send
    /// one at a watch's end, after up to ten minutes.
    /// </summary>
    public TimeSpan Age => services.Time.GetElapsedTime(Volatile.Read(ref heardAt));

    /// <summary>Ends when <see cref="HasSynced"/> is true.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellation) => synced.Task.WaitAsync(cancellation);

    /// <summary>
    /// Tells <paramref name="handler"/> what the store holds (as initial additions) and then every change, in order, one at a time.
    /// It runs on the informer's loop: it must be quick (put a key into a queue) and must not throw, which would end the loop.
    /// </summary>
    /// <returns>Ends the subscription when disposed.</returns>
    public IDisposable Subscribe(Action<EntityChange<T>> handler)
    {
        var subscription = new Subscription(this, handler);
        lock (gate)
        {
            foreach (var entity in Store.All)
            {
                handler(new EntityChange<T>(EntityChangeKind.Added, null, entity, Initial: true));
            }
            subscriptions = subscriptions.Add(subscription);
        }
        return subscription;
    }

    /// <summary>
    /// Runs until cancelled. Faults of the server and the network are mended inside; a return by exception is a defect, and the
    /// process must end: a store that nobody feeds any more looks like a quiet cluster.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await reflector.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception defect)
        {
            // Whoever waits for the first list must not wait for ever.
            synced.TrySetException(defect);
            throw;
        }
        finally
        {
            Heartbeat.End();
        }
    }

    void IReflectorTarget.BeginList() => listed = [];

    void IReflectorTarget.Listed(JsonElement item)
    {
        if (Read(item) is { } entity)
        {
            listed[entity.Key] = entity;
        }
    }

    void IReflectorTarget.EndList(string resourceVersion)
    {
        var initial = !HasSynced;
        var changes = Store.All.Where(known => !listed.ContainsKey(known.Key))
            .Select(known => new EntityChange<T>(EntityChangeKind.Deleted, known, null, initial)).ToList();
        foreach (var entity in listed.Values)
        {
            Compare(entity, initial, changes);
        }
        listed = [];
        Publish(changes, resourceVersion);
        synced.TrySetResult();
    }

    void IReflectorTarget.Watched(WatchEvent change)
    {
        var changes = new List<EntityChange<T>>();
        if (change.Type == WatchEventType.Deleted)
        {
            if (Store.TryGet(KeyOf(change.Object), out var known))
            {
                // The event carries the very last state, which may be newer than what the store knew.
                changes.Add(new EntityChange<T>(EntityChangeKind.Deleted, Read(change.Object) ?? known, null, Initial: false));
            }
        }
        else if (Read(change.Object) is { } entity)
        {
            Compare(entity, initial: false, changes);
        }
        Publish(changes, change.Object.Child("metadata").Text("resourceVersion"));
    }

    void IReflectorTarget.Bookmarked(string resourceVersion)
    {
        lastSeen = resourceVersion;
        Heard();
    }

    private void Heard() => Volatile.Write(ref heardAt, services.Time.GetTimestamp());

    private void Compare(Entity<T> entity, bool initial, List<EntityChange<T>> changes)
    {
        if (!Store.TryGet(entity.Key, out var known))
        {
            changes.Add(new EntityChange<T>(EntityChangeKind.Added, null, entity, initial));
        }
        else if (!known.IsStateOfSame(entity))
        {
            // Deleted and made anew while nobody watched: whoever keeps something by uid must hear of both.
            changes.Add(new EntityChange<T>(EntityChangeKind.Deleted, known, null, initial));
            changes.Add(new EntityChange<T>(EntityChangeKind.Added, null, entity, initial));
        }
        else if (!string.Equals(known.ResourceVersion, entity.ResourceVersion, StringComparison.Ordinal))
        {
            changes.Add(new EntityChange<T>(EntityChangeKind.Updated, known, entity, initial));
        }
    }

    private void Publish(List<EntityChange<T>> changes, string resourceVersion)
    {
        Heard();
        lock (gate)
        {
            Store.Apply(changes);
            // After the store, or somebody would take what the store does not hold yet for missing; before the subscribers, or they
            // would take the store for stale.
            lastSeen = resourceVersion;
            foreach (var change in changes)
            {
                foreach (var subscription in subscriptions)
                {
                    subscription.Handler(change);
                }
            }
        }
    }

    private NamespacedName KeyOf(JsonElement json)
    {
        var metadata = json.Child("metadata");
        return new NamespacedName(names.Get(metadata.Child("namespace")), names.Get(metadata.Child("name")));
    }

    /// <returns>The object; its last known state when it cannot be read; null when there is none.</returns>
    private Entity<T>? Read(JsonElement json)
    {
        var (key, metadata) = (KeyOf(json), json.Child("metadata"));
        Store.TryGet(key, out var known);
        var version = metadata.Text("resourceVersion");
        if (known is not null && string.Equals(known.ResourceVersion, version, StringComparison.Ordinal))
        {
            return known;
        }
        try
        {
            return new Entity<T>(key, metadata.Text("uid"), version, projection(json));
        }
#pragma warning disable CA1031 // One object that cannot be read must not blind us to all others.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            services.Metrics.Informers.Unreadable(Type);
            log.UnreadableObject(unreadable, Type, key);
            return known;
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (gate)
        {
            subscriptions = subscriptions.Remove(subscription);
        }
    }

    private sealed class Subscription(Informer<T> informer, Action<EntityChange<T>> handler) : IDisposable
    {
        public Action<EntityChange<T>> Handler => handler;

        public void Dispose() => informer.Remove(this);
    }
}
