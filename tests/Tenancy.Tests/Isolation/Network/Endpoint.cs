using System.Net;

namespace Tenancy.Tests.Isolation.Network;

/// <summary>A pod, or an address that is no pod's (then it has no namespace).</summary>
/// <param name="Namespace">The name of the pod's namespace.</param>
/// <param name="NamespaceLabels">The labels of the namespace.</param>
/// <param name="Labels">The labels of the pod.</param>
/// <param name="Http">What the pod's port "http" is.</param>
/// <param name="Address">The address, when it matters.</param>
internal sealed record Endpoint(
    string? Namespace,
    IReadOnlyDictionary<string, string> NamespaceLabels,
    IReadOnlyDictionary<string, string> Labels,
    (string Protocol, int Number)? Http,
    IPAddress? Address)
{
    public override string ToString() => $"{Namespace ?? "outside"} {Show(NamespaceLabels)} pod {Show(Labels)} http={Http} {Address}";

    private static string Show(IReadOnlyDictionary<string, string> labels) => $"{{{string.Join(", ", labels.Select(l => $"{l.Key}={l.Value}"))}}}";
}
