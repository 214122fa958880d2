using Tenancy.Policies;

namespace Tenancy.Isolation.Ingresses;

/// <summary>What an Ingress's controller says of it.</summary>
public sealed class Status : IRule
{
    public string Id => "ingress/status";

    public string Denies => "Any write of ingresses/status by others than the system, the platform's admins and the controllers that the platform names.";

    public string Why => "external-dns points the Ingress's hosts to the addresses of its status: who writes it sends a name of the cluster anywhere. And annotations can be "
        + "changed by way of status, past the rules that look at the Ingress itself.";

    public string? NotAudited => "It judges who writes a status, and a stored object does not tell who wrote it.";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses/status", Operations.Update)];

    // Whatever is written: the stored object has no part in it.
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (!input.Standing.IsPlatformOrSystem())
            violations.Add("status", $"is the ingress controller's to write, not \"{input.Request.Requester.Username}\"'s; a controller is named in the chart's platform.additionalSystemUsers");
    }
}
