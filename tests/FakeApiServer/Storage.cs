using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <summary>Objects, their history and one counter of versions for all, as etcd has it.</summary>
public sealed class Storage
{
    private readonly Lock gate = new();
    private readonly Dictionary<ResourcePath, JsonObject> objects = [];
    private readonly Dictionary<ResourcePath, FieldOwners> owners = [];
    private readonly List<StoredEvent> history = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long revision = 100;
    private long compacted;
    private long uids;

    /// <summary>Called before an object is stored: what a server's defaulting or an admission webhook would add.</summary>
    public Action<string, JsonObject>? Defaulting { get; set; }

    public long Revision => Interlocked.Read(ref revision);

    /// <summary>The objects of a collection, such as <c>api/v1/namespaces</c>; copies.</summary>
    public IReadOnlyList<JsonObject> All(string collection)
    {
        lock (gate)
        {
            return [.. objects.Where(entry => entry.Key.Collection == collection).Select(entry => Copy(entry.Value))];
        }
    }

    /// <summary>A copy of an object; null when there is none. The path is as in a request, such as <c>api/v1/namespaces/a</c>.</summary>
    public JsonObject? Get(string path)
    {
        lock (gate)
        {
            return objects.TryGetValue(ResourcePath.Parse(path)!, out var found) ? Copy(found) : null;
        }
    }

    /// <summary>Stores an object as another client would: creates it or replaces it.</summary>
    public JsonObject Put(string path, JsonObject body) => Write(ResourcePath.Parse(path)!, _ => Copy(body));

    /// <summary>Changes an object as another client would.</summary>
    public JsonObject Edit(string path, Action<JsonObject> edit) => Write(ResourcePath.Parse(path)!, current =>
    {
        edit(current ?? throw StatusFailure.NotFound(path));
        return current;
    });

    /// <summary>Deletes at once, whatever the finalizers say.</summary>
    public void Remove(string path)
    {
        lock (gate)
        {
            RemoveNow(ResourcePath.Parse(path)!);
        }
    }

    /// <summary>Forgets the history: watches from an older version get 410.</summary>
    public void Compact()
    {
        lock (gate)
        {
            compacted = revision;
            history.Clear();
            Wake();
        }
    }

    /// <summary>Counts the version up without a change, as writes to other kinds do.</summary>
    public void Advance()
    {
        lock (gate)
        {
            revision++;
        }
    }

    internal (long Revision, List<JsonObject> Items) List(string collection, Selector selector)
    {
        lock (gate)
        {
            return (revision, [.. objects
                .Where(entry => entry.Key.Collection == collection && selector.Matches(entry.Value))
                .OrderBy(entry => entry.Key.Namespace + "/" + entry.Key.Name, StringComparer.Ordinal)
                .Select(entry => entry.Value)]);
        }
    }

    /// <returns>The changes after a version; null when they are forgotten. The task ends when there are more.</returns>
    internal (List<StoredEvent>? Events, long Revision, Task More) Since(string collection, long from)
    {
        lock (gate)
        {
            var events = from < compacted ? null
                : history.SkipWhile(entry => entry.Revision <= from).Where(entry => entry.Collection == collection).ToList();
            return (events, revision, changed.Task);
        }
    }

    internal JsonObject Create(ResourcePath path, JsonObject body)
    {
        lock (gate)
        {
            if (objects.ContainsKey(path))
            {
                throw new StatusFailure(409, "AlreadyExists", $"{path.Collection} \"{path.Name}\" already exists");
            }
            return Write(path, _ => Copy(body));
        }
    }

    /// <summary>Writes what <paramref name="change"/> makes of a copy of the current object (null when there is none).</summary>
    internal JsonObject Write(ResourcePath path, Func<JsonObject?, JsonObject> change)
    {
        lock (gate)
        {
            var key = path with { Subresource = "" };
            objects.TryGetValue(key, out var before);
            var after = change(before is null ? null : Copy(before));
            Defaulting?.Invoke(path.Collection, after);
            Complete(key, before, after);
            if (before is not null && JsonNode.DeepEquals(before, after))
            {
                return Copy(before);
            }
            after["metadata"]!["resourceVersion"] = (++revision).ToString();
            objects[key] = after;
            history.Add(new StoredEvent(key.Collection, revision, before, after));
            Wake();
            if (after["metadata"]!["deletionTimestamp"] is not null && after["metadata"]!["finalizers"] is not JsonArray { Count: > 0 })
            {
                RemoveNow(key);
            }
            return Copy(after);
        }
    }

    internal JsonObject Apply(ResourcePath path, JsonObject intent, string manager, bool force)
    {
        lock (gate)
        {
            var key = path with { Subresource = "" };
            var fields = owners.TryGetValue(key, out var known) ? known : owners[key] = new FieldOwners();
            return Write(path, current => fields.Apply(current, intent, manager + "/" + path.Subresource, force));
        }
    }

    internal JsonObject Delete(ResourcePath path, JsonObject? options)
    {
        lock (gate)
        {
            var current = objects.TryGetValue(path, out var found) ? found : throw StatusFailure.NotFound(path.Name);
            foreach (var (name, wanted) in options?["preconditions"] as JsonObject ?? [])
            {
                if (!JsonNode.DeepEquals(wanted, current["metadata"]![name]))
                {
                    throw StatusFailure.Conflict($"Precondition failed: {name}");
                }
            }
            if (current["metadata"]!["finalizers"] is JsonArray { Count: > 0 })
            {
                return Write(path, body =>
                {
                    body!["metadata"]!["deletionTimestamp"] ??= "2026-01-01T00:00:00Z";
                    return body;
                });
            }
            RemoveNow(path);
            return Copy(current);
        }
    }

    private static JsonObject Copy(JsonObject original) => original.DeepClone().AsObject();

    private void Complete(ResourcePath path, JsonObject? before, JsonObject after)
    {
        var metadata = after["metadata"] as JsonObject ?? [];
        after["metadata"] = metadata.Parent is null ? metadata : after["metadata"];
        metadata["name"] = path.Name;
        if (path.Namespace.Length > 0)
        {
            metadata["namespace"] = path.Namespace;
        }
        var wanted = metadata["resourceVersion"]?.GetValue<string>();
        var current = before?["metadata"]?["resourceVersion"]?.GetValue<string>();
        if (wanted is not null && before is not null && wanted != current)
        {
            throw StatusFailure.Conflict("the object has been modified; please apply your changes to the latest version and try again");
        }
        metadata["uid"] = before?["metadata"]?["uid"]?.GetValue<string>() ?? $"uid-{++uids}";
        metadata["creationTimestamp"] = before?["metadata"]?["creationTimestamp"]?.GetValue<string>() ?? "2026-01-01T00:00:00Z";
        metadata["resourceVersion"] = current;
        var generation = before?["metadata"]?["generation"]?.GetValue<long>() ?? 0;
        metadata["generation"] = before is not null && JsonNode.DeepEquals(before["spec"], after["spec"]) ? generation : generation + 1;
    }

    private void RemoveNow(ResourcePath key)
    {
        if (objects.Remove(key, out var before))
        {
            owners.Remove(key);
            history.Add(new StoredEvent(key.Collection, ++revision, before, null));
            Wake();
        }
    }

    private void Wake()
    {
        var woken = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.SetResult();
    }
}
