using System.Text.Json;
using System.Text.Json.Nodes;

namespace TenantOperator.Registrations;

/// <summary>Where API servers call a webhook: a server, which the chart's values say, and a path there, which the program knows.</summary>
/// <param name="Server">The URL up to the path, or the Service as JSON without the path; null when there is neither.</param>
/// <param name="IsUrl">Which of the two.</param>
/// <param name="Path">The path; empty when there is none.</param>
internal sealed record ClientAddress(string? Server, bool IsUrl, string Path)
{
    private static readonly ClientAddress None = new(null, IsUrl: false, "");

    /// <summary>Of a stored webhook.</summary>
    public static ClientAddress Read(JsonElement webhook) =>
        !webhook.TryGetProperty("clientConfig", out var client) ? None
        : client.TryGetProperty("url", out var url) && url.GetString() is { } text ? OfUrl(text)
        : client.TryGetProperty("service", out var service) && service.ValueKind == JsonValueKind.Object ? OfService(service)
        : None;

    /// <summary>The same server at another path, as a <c>clientConfig</c> without a <c>caBundle</c>.</summary>
    public JsonObject At(string path)
    {
        if (IsUrl)
            return new() { ["url"] = Server + path };
        var service = JsonNode.Parse(Server!)!.AsObject();
        service["path"] = path;
        return new() { ["service"] = service };
    }

    /// <summary>The field that holds the path, below <c>clientConfig</c>, and what it must be for another path.</summary>
    public (string Field, string Value) Field(string path) => IsUrl ? ("url", Server + path) : ("service/path", path);

    private static ClientAddress OfUrl(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var path = url.IndexOf('/', host) is >= 0 and var start ? start : url.Length;
        return new(url[..path], IsUrl: true, url[path..]);
    }

    private static ClientAddress OfService(JsonElement service)
    {
        var json = JsonObject.Create(service)!;
        var path = json["path"]?.GetValue<string>() ?? "";
        json.Remove("path");
        return new(json.ToJsonString(), IsUrl: false, path);
    }
}
