using System.Globalization;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>A Lease as read, and what we write into it. Fields that are not ours stay as they are.</summary>
internal sealed class LeaseRecord(JsonObject lease)
{
    private JsonObject Spec => lease["spec"] as JsonObject ?? (JsonObject)(lease["spec"] = new JsonObject());

    public string Holder => Spec["holderIdentity"]?.GetValue<string>() ?? "";

    /// <summary>Changes with every renewal, whoever renews.</summary>
    public string Version => lease["metadata"]?["resourceVersion"]?.GetValue<string>() ?? "";

    /// <summary>How long the holder asked others to wait.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Spec["leaseDurationSeconds"]?.GetValue<int>() ?? 0);

    public static LeaseRecord New(NamespacedName key) => new(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace },
        ["spec"] = new JsonObject(),
    });

    public JsonObject HeldBy(string identity, TimeSpan duration, DateTimeOffset now)
    {
        var next = (JsonObject)lease.DeepClone();
        var spec = new LeaseRecord(next).Spec;
        if (!string.Equals(Holder, identity, StringComparison.Ordinal))
        {
            spec["acquireTime"] = MicroTime(now);
            spec["leaseTransitions"] = (Spec["leaseTransitions"]?.GetValue<int>() ?? 0) + (Holder.Length > 0 ? 1 : 0);
        }
        spec["holderIdentity"] = identity;
        spec["leaseDurationSeconds"] = Math.Max(1, (int)duration.TotalSeconds);
        spec["renewTime"] = MicroTime(now);
        return next;
    }

    /// <summary>Free for whoever asks next: no holder, and a second to wait for those who go by the duration alone.</summary>
    public JsonObject Released(DateTimeOffset now)
    {
        var next = (JsonObject)lease.DeepClone();
        var spec = new LeaseRecord(next).Spec;
        spec["holderIdentity"] = "";
        spec["leaseDurationSeconds"] = 1;
        spec["renewTime"] = MicroTime(now);
        return next;
    }

    /// <summary>Go's MicroTime: exactly six digits, also on a whole second; anything else is refused.</summary>
    private static string MicroTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
