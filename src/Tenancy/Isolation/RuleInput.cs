using Tenancy.Policies;

namespace Tenancy.Isolation;

/// <summary>All that a rule may read.</summary>
public sealed record RuleInput
{
    /// <summary>The request.</summary>
    public required AdmissionRequest Request { get; init; }

    /// <summary>
    /// The policy of the tenant that the object's namespace belongs to. For a Namespace: of the tenant that it belongs to
    /// (stored label first), else of the tenant whose prefix its name carries, else <see cref="TenantPolicy.Unowned"/>.
    /// </summary>
    public required TenantPolicy Policy { get; init; }

    /// <summary>What the platform was set up with.</summary>
    public required PlatformSettings Platform { get; init; }

    /// <summary>What the in-memory index knows of the cluster.</summary>
    public required IClusterFacts Cluster { get; init; }

    /// <summary>
    /// Whether the audit asks, about an object that is stored: the request is a CREATE of it by nobody in particular. What the system has written into
    /// it since is not its author's doing, and passes.
    /// </summary>
    public bool IsStored { get; init; }

    /// <summary>Who the requester is to the platform and to the tenant.</summary>
    public Standing Standing => Platform.StandingOf(Request.Requester, Policy);

    /// <summary>Whom a refusal sends to, to stand behind a semicolon: <c>ask platform@example.com</c>.</summary>
    public string Ask => $"ask {Policy.Contact ?? "a platform admin"}";

    /// <summary>The same input with the stored object in the new one's place, for ratcheting.</summary>
    public RuleInput AsStored() => this with { Request = Request with { Object = Request.OldObject } };
}
