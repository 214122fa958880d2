namespace Webhooks.Denials;

/// <summary>How denials are told in tenants' namespaces.</summary>
/// <remarks>Properties can be set because generated readers leave an init-only one null or zero when the file does not name it.</remarks>
public sealed record DenialEventSettings
{
    /// <summary>Whether they are told by Events. The log and the metrics have them in any case.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many events a webhook process writes in a namespace in a minute, new ones and counts of old ones together; as many at once.</summary>
    public int PerNamespacePerMinute { get; set; } = 10;
}
