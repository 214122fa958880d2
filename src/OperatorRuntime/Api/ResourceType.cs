using System.Text;

namespace OperatorRuntime;

/// <summary>A kind as the API server addresses it.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version, such as <c>v1</c>.</param>
/// <param name="Plural">The path segment, such as <c>networkpolicies</c>.</param>
/// <param name="Kind">The kind, such as <c>NetworkPolicy</c>.</param>
/// <param name="Namespaced">Whether objects of the kind live in namespaces.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    /// <summary>What stands in an object's <c>apiVersion</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of one object, or of one of its subresources.</summary>
    /// <exception cref="ArgumentException">The key has no name, or its namespace does not suit the kind.</exception>
    public string ObjectPath(NamespacedName key, string? subresource = null)
    {
        if (string.IsNullOrEmpty(key.Name) || Namespaced == string.IsNullOrEmpty(key.Namespace))
        {
            throw new ArgumentException($"'{key}' cannot be the key of a {Kind}", nameof(key));
        }
        var path = new StringBuilder(CollectionPath(key.Namespace)).Append('/').Append(Uri.EscapeDataString(key.Name));
        return subresource is null ? path.ToString() : path.Append('/').Append(subresource).ToString();
    }

    /// <summary>The path of the collection: of one namespace, or of the whole cluster when <paramref name="ns"/> is empty.</summary>
    public string CollectionPath(string? ns = null)
    {
        var path = new StringBuilder(Group.Length == 0 ? "api/" : $"apis/{Group}/").Append(Version).Append('/');
        if (!string.IsNullOrEmpty(ns))
        {
            path.Append("namespaces/").Append(Uri.EscapeDataString(ns)).Append('/');
        }
        return path.Append(Plural).ToString();
    }

    /// <summary>As in messages: <c>networkpolicies.networking.k8s.io</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
