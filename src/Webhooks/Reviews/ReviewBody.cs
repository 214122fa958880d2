using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Reviews;

/// <summary>Reads a request's body into a pooled buffer.</summary>
internal static class ReviewBody
{
    /// <summary>
    /// The most a body may have, in bytes. The API server takes objects of at most 3 MiB; an update carries two, and the rest
    /// of a review fits into one more.
    /// </summary>
    public const int Limit = 7 * 1024 * 1024;

    // Memory follows what was really sent, not what a header announced: an idle connection that promises 7 MiB costs this.
    private const int FirstRent = 16 * 1024;

    /// <summary>The body, in memory that is given back when it is disposed of.</summary>
    /// <exception cref="BadReviewException">It is no JSON by its content type, or too large, or there is no memory left for it.</exception>
    public static async ValueTask<PooledBuffer> ReadAsync(HttpRequest request, BodyMemory memory, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.ContentType, "application/json", StringComparison.Ordinal))
            throw new BadReviewException(StatusCodes.Status415UnsupportedMediaType, "the content type must be application/json");
        if (request.ContentLength > Limit)
            throw TooLarge();

        var buffer = new PooledBuffer(FirstRent, memory);
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(cancellationToken);
                if (buffer.Length + result.Buffer.Length > Limit)
                    throw TooLarge();
                foreach (var segment in result.Buffer)
                    buffer.Write(segment.Span);
                request.BodyReader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return buffer;
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static BadReviewException TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"the body is larger than {Limit} bytes, more than an AdmissionReview can have");
}
