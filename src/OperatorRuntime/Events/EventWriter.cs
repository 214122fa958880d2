using System.Globalization;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>
/// Writes Events (core/v1, which every server has and every kubectl shows with its count), and counts up those that it has written. It
/// holds nothing back: who uses it sees to how many there are.
/// </summary>
/// <param name="component">Shown as the source, such as <c>tenant-operator</c>.</param>
public sealed class EventWriter(KubeTransport transport, string component, RuntimeServices services)
{
    /// <summary>With the number behind it, less than a name may have.</summary>
    private const int LongestStem = 200;

    private static readonly ResourceType Events = new("", "v1", "events", "Event", Namespaced: true);

    /// <summary>Writes the event; of one that the server has already, count and message.</summary>
    /// <param name="about">The object that <c>kubectl describe</c> shows the event with. Events on cluster-scoped objects are stored in the namespace <c>default</c>.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">CamelCase, for machines and filters.</param>
    /// <param name="sent">The event: with its name once it was written.</param>
    /// <param name="at">When it last happened.</param>
    /// <exception cref="ApiException">The server refused or failed.</exception>
    public async Task WriteAsync(ObjectReference about, EventType type, string reason, SentEvent sent, DateTimeOffset at, CancellationToken cancellation)
    {
        if (sent.Name is null || !await CountUpAsync(about, sent, at, cancellation))
        {
            await CreateAsync(about, type, reason, sent, at, cancellation);
        }
        sent.Told = sent.Count;
    }

    /// <returns>False when the server has forgotten the event (they live an hour).</returns>
    private async Task<bool> CountUpAsync(ObjectReference about, SentEvent sent, DateTimeOffset at, CancellationToken cancellation)
    {
        var patch = new JsonObject { ["count"] = sent.Count, ["lastTimestamp"] = Time(at), ["message"] = sent.Message };
        try
        {
            (await transport.MergePatchAsync(Events, new NamespacedName(NamespaceOf(about), sent.Name!), patch, null, cancellation)).Dispose();
            return true;
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            sent.Count -= sent.Told;
            return false;
        }
    }

    private async Task CreateAsync(ObjectReference about, EventType type, string reason, SentEvent sent, DateTimeOffset at, CancellationToken cancellation)
    {
        var name = NameFor(about.Key.Name);
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = NamespaceOf(about) },
            ["involvedObject"] = Reference(about),
            ["reason"] = reason,
            ["message"] = sent.Message,
            ["type"] = type.ToString(),
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = Environment.MachineName,
            ["firstTimestamp"] = Time(at),
            ["lastTimestamp"] = Time(at),
            ["count"] = sent.Count,
        };
        (await transport.CreateAsync(Events, body, component, cancellation)).Dispose();
        sent.Name = name;
    }

    /// <summary>
    /// As client-go names them: the object's name and a number that does not repeat. Names of roles, and what stands in for a name that is yet to
    /// be given, hold what an event's name may not.
    /// </summary>
    private string NameFor(string about)
    {
        var stem = string.Create(Math.Min(about.Length, LongestStem), about, static (span, name) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : '-';
            }
        }).Trim('-');
        return $"{(stem.Length == 0 ? "event" : stem)}.{services.Random.NextInt64():x16}";
    }

    private static JsonObject Reference(ObjectReference about)
    {
        var reference = new JsonObject { ["apiVersion"] = about.Type.ApiVersion, ["kind"] = about.Type.Kind, ["name"] = about.Key.Name };
        foreach (var (name, value) in new[] { ("namespace", about.Key.Namespace), ("uid", about.Uid), ("resourceVersion", about.ResourceVersion) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                reference[name] = value;
            }
        }
        return reference;
    }

    private static string NamespaceOf(ObjectReference about) => about.Key.Namespace is { Length: > 0 } ns ? ns : "default";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
