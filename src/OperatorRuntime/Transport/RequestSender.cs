using k8s.Authentication;

namespace OperatorRuntime;

/// <summary>Sends requests with credentials, metrics, time limits and retries; what fails becomes an <see cref="ApiException"/>.</summary>
internal sealed class RequestSender(HttpClient http, ServiceClientCredentials? credentials, Uri baseUri, Version version, RuntimeServices services)
{
    /// <summary>The API server itself gives a request up after 60 s (its --request-timeout).</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly RetryPolicy retries = new(services.Random);

    /// <summary>Sends until the headers of a good answer are there, it fails for good, or the retries are used up. The caller disposes the answer.</summary>
    public Task<HttpResponseMessage> SendAsync(RequestSpec request, CancellationToken cancellation) =>
        SendAsync(request, static (response, _) => Task.FromResult(response), cancellation);

    /// <summary>The same for an answer that is read as a whole: one that breaks off counts as a failure of the request.</summary>
    public async Task<T> SendAsync<T>(
        RequestSpec request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await read(await SendOnceAsync(request, cancellation), cancellation);
            }
            catch (ApiException failure) when (retries.Delay(request, failure, attempt) is { } delay)
            {
                await Task.Delay(delay, services.Time, cancellation);
            }
        }
    }

    /// <summary>Sends once and returns when the headers of a good answer are there.</summary>
    public async Task<HttpResponseMessage> SendOnceAsync(RequestSpec request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var started = services.Time.GetTimestamp();
        HttpResponseMessage? response = null;
        try
        {
            using var message = request.ToMessage(baseUri, services.UserAgent, version);
            if (credentials is not null)
            {
                await credentials.ProcessHttpRequestAsync(message, either.Token);
            }
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }
            using (response)
            {
                throw await StatusReader.ReadAsync(response, request.Attempt, services.Time, either.Token);
            }
        }
        catch (OperationCanceledException timeout) when (!cancellation.IsCancellationRequested)
        {
            throw new ApiException(0, ApiException.Timeout, $"{request.Attempt}: no answer within {Limit.TotalSeconds:0} s", null, timeout);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ApiException(0, ApiException.Unreachable, $"{request.Attempt}: {fault.Message}", null, fault);
        }
        finally
        {
            services.Metrics.RestClient.Request(
                response is null ? 0 : (int)response.StatusCode, request.Method, baseUri.Authority, services.Time.GetElapsedTime(started));
        }
    }
}
