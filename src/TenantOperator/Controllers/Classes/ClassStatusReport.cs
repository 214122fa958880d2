using System.Text.Json;
using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Controllers.Caches;
using TenantOperator.Controllers.Tenants;

namespace TenantOperator.Controllers.Classes;

/// <summary>Writes a class's status: while a change is under way at most every 2 seconds, and when it has arrived.</summary>
internal sealed class ClassStatusReport(StatusWriter writer, EventRecorder events, TimeProvider time)
{
    private readonly ProgressPace _pace = new(time);

    /// <summary>Writes how far a class is.</summary>
    /// <returns>How long until it may be told; null when it was, or said nothing new.</returns>
    public async Task<TimeSpan?> WriteAsync(Entity<ClassEntry> entity, int tenants, int reached, CancellationToken cancellation)
    {
        var (name, generation) = (entity.Key.Name, entity.Value.Class.Metadata.Generation);
        var begins = Generation(entity.Value.Status) != generation;
        if (reached == tenants)
            _pace.Settle(name);
        else if (!begins && _pace.Wait(name) is { } wait)
            return wait;

        var body = new JsonObject
        {
            ["observedGeneration"] = generation,
            ["conditions"] = Conditions.Merge(Stored(entity.Value.Status), ConditionsOf(entity.Value, tenants, reached).Select(c => c.At(generation)), time.GetUtcNow()),
            ["tenants"] = tenants,
            ["progress"] = $"{reached}/{tenants}",
        };
        if (await writer.WriteAsync(Kinds.TenantClass, entity.Key, body, entity.Value.Status, cancellation) is not null)
            Tell(entity, tenants, reached);
        return null;
    }

    // When a roll-out begins and when it has arrived; how far it is, the status tells.
    private void Tell(Entity<ClassEntry> entity, int tenants, int reached)
    {
        var (goesOn, wentOn) = (reached < tenants, IsUnderWay(entity.Value.Status));
        var about = new ObjectReference(Kinds.TenantClass, entity.Key, entity.Uid);
        if (entity.Value.Unreadable is { } why)
            events.Record(about, EventType.Warning, "Unreadable", $"The stored object cannot be read, its tenants are kept as they are: {why}");
        else if (goesOn && !wentOn)
            events.Record(about, EventType.Normal, "RollingOut", $"On its way to {tenants - reached} of {tenants} tenants");
        else if (!goesOn && wentOn)
            events.Record(about, EventType.Normal, "RolledOut", $"Reached all {tenants} tenants");
    }

    private static bool IsUnderWay(JsonElement? status) => Stored(status) is { } conditions
        && conditions.EnumerateArray().Any(c => c.TryGetProperty("type", out var type) && type.ValueEquals("Progressing") && c.TryGetProperty("status", out var holds) && holds.ValueEquals("True"));

    /// <summary>Forgets a class that is gone.</summary>
    public void Forget(string name) => _pace.Settle(name);

    internal static IEnumerable<TenantCondition> ConditionsOf(ClassEntry entry, int tenants, int reached)
    {
        var open = tenants - reached;
        if (entry.Unreadable is { } why)
            yield return new("Ready", false, "Unreadable", $"the stored object cannot be read, its tenants are kept as they are: {why}");
        else if (open > 0)
            yield return new("Ready", false, "Progressing", $"{open} of {tenants} tenants have it still to come");
        else
            yield return new("Ready", true, "Ready", tenants == 0 ? "no tenant has this class" : tenants == 1 ? "1 tenant has it" : $"all {tenants} tenants have it");
        yield return open > 0
            ? new("Progressing", true, "RollingOut", $"reached {reached} of {tenants} tenants")
            : new("Progressing", false, "Settled", "no change is under way");
    }

    private static long? Generation(JsonElement? status) =>
        status is { } s && s.TryGetProperty("observedGeneration", out var value) && value.TryGetInt64(out var generation) ? generation : null;

    private static JsonElement? Stored(JsonElement? status) =>
        status is { } s && s.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.Array ? conditions : null;
}
