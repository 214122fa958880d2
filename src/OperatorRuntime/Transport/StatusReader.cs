using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Makes an <see cref="ApiException"/> of a failed answer or of a Status object in a watch.</summary>
internal static class StatusReader
{
    /// <summary>More of a body that is no Status (a proxy's error page) helps nobody.</summary>
    private const int QuotedCharacters = 300;

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, string attempt, TimeProvider time, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        var retryAfter = RetryAfter(response.Headers.RetryAfter, time);
        try
        {
            using var status = JsonDocument.Parse(text);
            if (status.RootElement.Text("kind") == "Status")
            {
                return FromStatus(status.RootElement, attempt, (int)response.StatusCode, retryAfter);
            }
        }
        catch (JsonException)
        {
            // Not from the API server itself; quoted below.
        }
        var quoted = text.Length > QuotedCharacters ? text[..QuotedCharacters] : text;
        return new ApiException((int)response.StatusCode, Reason(response.StatusCode), $"{attempt}: {(int)response.StatusCode} {quoted}", retryAfter);
    }

    public static ApiException FromStatus(JsonElement status, string attempt, int code = 0, TimeSpan? retryAfter = null)
    {
        if (Number(status, "code") is { } stated)
        {
            code = stated;
        }
        retryAfter ??= Number(status.Child("details"), "retryAfterSeconds") is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return new ApiException(code, status.Text("reason"), $"{attempt}: {status.Text("message")}", retryAfter);
    }

    private static int? Number(JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var delay = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private static string Reason(HttpStatusCode code) => code switch
    {
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.TooManyRequests => "TooManyRequests",
        _ => "",
    };
}
