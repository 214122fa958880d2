using System.Diagnostics.Metrics;

namespace OperatorRuntime;

internal sealed class InformerMetrics(Meter meter)
{
    private readonly Counter<long> lists = meter.CreateCounter<long>("reflector_lists_total", null, "Complete lists, by resource.");
    private readonly Counter<long> watches = meter.CreateCounter<long>("reflector_watches_total", null, "Watches opened, by resource.");
    private readonly Counter<long> failures = meter.CreateCounter<long>("reflector_failures_total", null, "Lists and watches that failed, by resource and reason.");
    private readonly Counter<long> unreadable = meter.CreateCounter<long>("reflector_unreadable_objects_total", null, "Objects that the projection could not read, by resource.");

    public void List(ResourceType type) => lists.Add(1, Resource(type));

    public void Watch(ResourceType type) => watches.Add(1, Resource(type));

    public void Failure(ResourceType type, string reason) => failures.Add(1, Resource(type), new("reason", reason));

    public void Unreadable(ResourceType type) => unreadable.Add(1, Resource(type));

    private static KeyValuePair<string, object?> Resource(ResourceType type) => new("resource", type.ToString());
}
