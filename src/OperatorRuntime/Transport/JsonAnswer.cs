using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Reads the JSON of good answers.</summary>
internal static class JsonAnswer
{
    /// <summary>Schemas of custom resources are nested deeper than the default of 64.</summary>
    public static JsonDocumentOptions Options => new() { MaxDepth = 512 };

    /// <param name="limit">How long the whole body may take.</param>
    public static async Task<JsonDocument> ReadAsync(
        HttpResponseMessage response, string attempt, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        using (response)
        {
            using var timer = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
            try
            {
                await using var body = await response.Content.ReadAsStreamAsync(either.Token);
                return await JsonDocument.ParseAsync(body, Options, either.Token);
            }
            catch (OperationCanceledException timeout) when (!cancellation.IsCancellationRequested)
            {
                throw new ApiException(0, ApiException.Timeout, $"{attempt}: the answer did not end within {limit.TotalSeconds:0} s", null, timeout);
            }
            catch (JsonException fault)
            {
                throw new ApiException(0, ApiException.Malformed, $"{attempt}: the answer is no JSON", null, fault);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                throw new ApiException(0, ApiException.Unreachable, $"{attempt}: {fault.Message}", null, fault);
            }
        }
    }
}
