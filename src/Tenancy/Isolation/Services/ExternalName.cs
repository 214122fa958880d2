using Tenancy.Objects;

namespace Tenancy.Isolation.Services;

/// <summary>Aliases of DNS names.</summary>
public sealed class ExternalName : IRule
{
    /// <summary>Names under which clouds serve a machine's identity (link-local addresses are caught by form, below).</summary>
    private static readonly string[] MetadataNames =
    [
        "metadata.google.internal", "metadata.goog", "ec2.internal", "compute.internal", "metadata.azure.internal",
        "metadata.tencentyun.com", "metadata.platformequinix.com", "metadata.packet.net", "rancher-metadata",
    ];

    public string Id => "services/external-name";

    public string Denies => "An ExternalName that is not listed; always: cluster-internal names, localhost, addresses, metadata names.";

    public string Why => "An alias makes every ingress controller and proxy that resolves it a door into other namespaces, the node or the cloud's metadata service.";

    public string OpenedBy => "spec.services.externalNames";

    public IReadOnlyList<Guard> Guards { get; } = [new("", "v1", "services", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var service = ServiceView.Of(input.Request);
        var name = service.Spec.At("externalName"u8);
        var isEmpty = !name.Exists() || service.Spec.Is("externalName"u8, ""u8);
        // A name on a service of another type is judged too: some controllers look at the field and not at the type.
        if (isEmpty && service.Type is not (ServiceType.ExternalName or ServiceType.Unknown))
            return;
        if (Problem(service.Spec.String("externalName"u8), input) is { } problem)
            violations.Add("spec.externalName", $"{name.Show()} {problem}");
    }

    /// <summary>What is wrong with a name, to stand behind it; null when nothing is.</summary>
    internal static string? Problem(string? text, RuleInput input)
    {
        if (!HostName.TryCanonicalize(text, out var name) || name.Contains('*'))
            return "is no DNS name";
        if (HostName.ReadsAsAddress(name))
            return "is an address, not a name";
        if (IsLocal(name))
            return "names the machine that resolves it";
        if (IsClusterInternal(name, input))
            return "is a name inside the cluster";
        if (Array.Exists(MetadataNames, m => HostName.IsWithin(name, m)))
            return "names a cloud's metadata service or a node";
        return input.Policy.Services.ExternalNames.Allows(name) ? null : $"is not listed ({input.Policy.Services.ExternalNames})";
    }

    private static bool IsLocal(string name) =>
        HostName.IsWithin(name, "localhost") || HostName.IsWithin(name, "localdomain") || HostName.IsWithin(name, "localhost6")
        || name is "ip6-localhost" or "ip6-loopback" or "broadcasthost";

    /// <summary>
    /// What a resolver inside the cluster finds there: the cluster's domain (.local is no public one), and, through a pod's search list, single
    /// labels, SERVICE.NAMESPACE and SERVICE.NAMESPACE.svc.
    /// </summary>
    private static bool IsClusterInternal(string name, RuleInput input)
    {
        var last = HostName.LastLabel(name);
        return !name.Contains('.') || last is "svc" or "pod" or "local" or "default" || last.StartsWith("kube-")
            || last.SequenceEqual(input.Platform.OperatorNamespace)
            || input.Platform.ProtectedNamespaces.Contains(last.ToString(), StringComparer.Ordinal)
            || input.Cluster.TenantOf(last.ToString()) is not null;
    }
}
