using System.Text.Json.Nodes;

namespace FakeApiServer;

/// <param name="Method">Such as PATCH.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">As sent, with its question mark.</param>
/// <param name="ContentType">Without parameters.</param>
/// <param name="Body">Null when there was none.</param>
/// <param name="UserAgent">As sent.</param>
public sealed record LoggedRequest(string Method, string Path, string Query, string ContentType, JsonNode? Body, string UserAgent)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal);
}
