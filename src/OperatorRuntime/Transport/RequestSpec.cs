using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OperatorRuntime;

/// <summary>A request that can be sent more than once.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Relative to the server, with its query.</param>
/// <param name="Attempt">The first words of an error: what was attempted, on what.</param>
internal sealed record RequestSpec(HttpMethod Method, string Path, string Attempt)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether sending it twice leaves the same as sending it once.</summary>
    public bool Idempotent { get; init; }

    public static byte[] Serialise(JsonNode body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            body.WriteTo(writer);
        }
        return buffer.ToArray();
    }

    /// <param name="version">The highest version of HTTP to speak.</param>
    public HttpRequestMessage ToMessage(Uri server, string userAgent, Version version)
    {
        var message = new HttpRequestMessage(Method, new Uri(server, Path))
        {
            // Over TLS ALPN decides; in clear text (a test, kubectl proxy) HTTP/2 cannot be negotiated.
            Version = server.Scheme == Uri.UriSchemeHttps ? version : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }
        return message;
    }
}
