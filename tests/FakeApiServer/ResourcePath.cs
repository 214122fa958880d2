namespace FakeApiServer;

/// <summary>Where an object or a collection lives.</summary>
/// <param name="Collection">Group, version and plural, such as <c>apis/networking.k8s.io/v1/networkpolicies</c>.</param>
/// <param name="Namespace">Empty for cluster-scoped objects and for collections of all namespaces.</param>
/// <param name="Name">Empty for collections.</param>
/// <param name="Subresource">Empty for the object itself.</param>
public sealed record ResourcePath(string Collection, string Namespace, string Name, string Subresource)
{
    private static readonly string[] NamespaceSubresources = ["status", "finalize"];

    internal static ResourcePath? Parse(string path)
    {
        var segments = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var group = segments[0] == "api" ? 2 : 3;
        if (segments.Length <= group || segments[0] is not ("api" or "apis"))
        {
            return null;
        }
        var prefix = string.Join('/', segments[..group]);
        var rest = segments[group..];
        var inNamespace = rest[0] == "namespaces" && rest.Length >= 3 && !NamespaceSubresources.Contains(rest[2], StringComparer.Ordinal);
        var ns = inNamespace ? rest[1] : "";
        rest = inNamespace ? rest[2..] : rest;
        return new ResourcePath($"{prefix}/{rest[0]}", ns, rest.ElementAtOrDefault(1) ?? "", rest.ElementAtOrDefault(2) ?? "");
    }
}
