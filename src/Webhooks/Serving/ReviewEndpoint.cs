using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Tenancy.Isolation;
using Webhooks.Admission;
using Webhooks.Denials;
using Webhooks.Reviews;
using Webhooks.Telemetry;

namespace Webhooks.Serving;

/// <summary>
/// One webhook: a review comes in, its answer goes out. Whatever our code throws becomes a refusal; what is no review gets a 4xx
/// and one line.
/// </summary>
/// <param name="webhook">The path, for metrics.</param>
/// <param name="reviewer">Who decides.</param>
/// <param name="isLast">Whether a request that passes has passed for good: of the two calls for a pod, only in one it has.</param>
/// <param name="memory">What bodies are read into.</param>
/// <param name="draining">Who sends clients away when the process is to end.</param>
/// <param name="denials">Where denials go to be told by events.</param>
/// <param name="metrics">What is counted.</param>
/// <param name="log">Where denials and failures go.</param>
/// <param name="time">The clock.</param>
internal sealed class ReviewEndpoint(
    string webhook, IReviewer reviewer, bool isLast, BodyMemory memory, Draining draining, DenialQueue denials, WebhookMetrics metrics, ILogger<ReviewEndpoint> log, TimeProvider time)
{
    private readonly SparseLog badReviews = new(time);

    public async Task HandleAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        metrics.Started(webhook);
        if (AdmissionTrace.IsOn)
            AdmissionTrace.Begin(http, webhook);
        try
        {
            await AnswerAsync(http);
        }
        catch (BadReviewException e)
        {
            if (badReviews.IsDue(out var leftOut))
                log.BadReview(e.StatusCode, e.Message, leftOut);
            await RefuseAsync(http, e.StatusCode, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(http, e.StatusCode, "the request's body could not be read");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        finally
        {
            metrics.Ended(webhook, http.Response.StatusCode, time.GetElapsedTime(started));
            if (AdmissionTrace.IsOn)
                AdmissionTrace.End(http.Response.StatusCode);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            throw new BadReviewException(StatusCodes.Status405MethodNotAllowed, "an AdmissionReview comes by POST");
        }
        var deadline = DeadlineOf(http.Request);
        using var body = await ReviewBody.ReadAsync(http.Request, memory, http.RequestAborted);
        ManagedFields.Empty(body.Content);
        using var document = ReviewReader.Parse(body.Written);
        var request = ReviewReader.Read(document.RootElement);
        ConnectionLimit.WasOfUse(http);
        using var answer = await DecideAsync(request, deadline, http.RequestAborted);
        metrics.Decided(answer, isLast);
        if (answer.Denial is { } denial)
            Tell(request, answer, denial);
        if (AdmissionTrace.IsOn)
            AdmissionTrace.Decided(request, answer);

        using var review = new PooledBuffer(1024);
        AnswerWriter.Write(review, request.Uid, answer);
        draining.BeforeAnswer(http);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = review.Length;
        await http.Response.BodyWriter.WriteAsync(review.Written, http.RequestAborted);
    }

    private void Tell(AdmissionRequest request, Answer answer, Denial denial)
    {
        log.Denied(request.Operation, Legible.Name(request.Resource), Legible.Name(request.Namespace), Legible.Name(request.Name), Legible.Line(request.Requester.Username, Legible.LongestName),
            Legible.Name(answer.Tenant), string.Join(',', answer.DenyingRules), denial.Code, request.DryRun, Legible.Name(request.Uid));
        denials.Tell(request, answer);
    }

    // Read in place: a collection of all parameters would be made for this one.
    private Deadline DeadlineOf(HttpRequest request)
    {
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (parameter.EncodedName.Span.Equals("timeout", StringComparison.OrdinalIgnoreCase))
                return Deadline.From(parameter.EncodedValue.Span, time);
        }
        return Deadline.From(default, time);
    }

    private async ValueTask<Answer> DecideAsync(AdmissionRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await reviewer.ReviewAsync(request, deadline, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            metrics.Panicked();
            log.Panicked(request.Operation, Legible.Name(request.Resource), Legible.Name(request.Namespace), Legible.Name(request.Name), Legible.Name(request.Uid), Fault.Of(e));
            return new() { Denial = Denial.InternalError(request.Uid) };
        }
    }

    private async Task RefuseAsync(HttpContext http, int statusCode, string line)
    {
        draining.BeforeAnswer(http);
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(line + "\n", http.RequestAborted);
    }
}
