namespace Webhooks.Registrations;

/// <summary>Resources and operations for which the API server calls a webhook.</summary>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Version">The version, <c>*</c> for all.</param>
/// <param name="Resources">Plurals, with the subresource behind a slash.</param>
/// <param name="Operations">CREATE, UPDATE, DELETE, CONNECT.</param>
/// <param name="Scope">Cluster or Namespaced.</param>
public sealed record ResourceRule(string Group, string Version, IReadOnlyList<string> Resources, IReadOnlyList<string> Operations, string Scope);
