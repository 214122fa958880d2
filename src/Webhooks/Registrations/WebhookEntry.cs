namespace Webhooks.Registrations;

/// <summary>One entry of a webhook configuration.</summary>
public sealed record WebhookEntry
{
    /// <summary>The entry's name, such as <c>pods.validate.tenantoperator.io</c>; audit annotations and messages of the API server carry it.</summary>
    public required string Name { get; init; }

    /// <summary>The path that is called.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the webhook changes what it is asked about.</summary>
    public required bool IsMutating { get; init; }

    /// <summary>For which resources and operations.</summary>
    public required IReadOnlyList<ResourceRule> Rules { get; init; }

    /// <summary>For which objects.</summary>
    public required Matching Matching { get; init; }

    /// <summary>
    /// Whether a request is refused when no webhook answers. False for entries that can but warn: a workload that nobody looked at is
    /// harmless, since its pods are looked at. False for status: nodes and controllers must be able to write it for the cluster to heal, and
    /// the roles that tenants get do not hold it.
    /// </summary>
    public required bool FailsClosed { get; init; }
}
