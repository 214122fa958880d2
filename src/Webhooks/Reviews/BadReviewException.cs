namespace Webhooks.Reviews;

/// <summary>What came is no AdmissionReview that can be answered, or not now. The caller gets the status code and the message, one line.</summary>
internal sealed class BadReviewException(int statusCode, string message) : Exception(OneLine(message))
{
    /// <summary>The HTTP status code: 400, 405, 408, 413, 415 or 503.</summary>
    public int StatusCode { get; } = statusCode;

    // A parser's message can quote the input, line feeds and all.
    private static string OneLine(string text)
    {
        const int Longest = 300;
        var line = string.Create(Math.Min(text.Length, Longest), text, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        return line;
    }
}
