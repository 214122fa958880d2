using System.Buffers;
using System.Globalization;
using System.Text;
using Webhooks.Serving;

namespace BenchmarkServer;

/// <summary>What the webhooks are compared with: the least that any webhook does.</summary>
internal static class Baseline
{
    // A UUID in its quotes.
    private const int UidLength = 38;

    private static readonly byte[] Before = """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"""u8.ToArray();
    private static readonly byte[] After = ""","allowed":true}}"""u8.ToArray();
    private static readonly byte[] AfterWithPatch = ""","allowed":true,"patchType":"JSONPatch","patch":"""u8.ToArray();
    private static readonly byte[] End = "}}"u8.ToArray();

    /// <summary>
    /// Maps <c>/empty</c>, which allows everything, <c>/patch/PATCH</c>, which does and answers with the patch that its path names, and <c>/allocated</c>, which tells the bytes that the process has allocated since it began.
    /// </summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/empty", (RequestDelegate)AllowAsync);
        endpoints.MapPost("/patch/{patch}", (RequestDelegate)PatchAsync);
        endpoints.MapGet("/allocated", (RequestDelegate)TellAllocatedAsync);
    }

    private static Task AllowAsync(HttpContext http) => AnswerAsync(http, After);

    // Base64 as paths have it, with the two characters that have another meaning there exchanged.
    private static Task PatchAsync(HttpContext http)
    {
        var patch = ((string)http.Request.RouteValues["patch"]!).Replace('-', '+').Replace('_', '/');
        return AnswerAsync(http, [.. AfterWithPatch, (byte)'"', .. Encoding.ASCII.GetBytes(patch), (byte)'"', .. End]);
    }

    /// <summary>Reads the body to its end, as every webhook must, and answers with its uid, without which the API server takes no answer. Parses nothing.</summary>
    private static async Task AnswerAsync(HttpContext http, byte[] after)
    {
        var reader = http.Request.BodyReader;
        var body = await reader.ReadAsync();
        while (!body.IsCompleted)
        {
            reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
            body = await reader.ReadAsync();
        }
        var answer = http.Response.BodyWriter;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Before.Length + UidLength + after.Length;
        answer.Write(Before);
        WriteUid(body.Buffer, answer);
        ConnectionLimit.WasOfUse(http);
        answer.Write(after);
        reader.AdvanceTo(body.Buffer.End);
        await answer.FlushAsync();
    }

    private static Task TellAllocatedAsync(HttpContext http) =>
        http.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));

    // The API server writes the request's uid before the object.
    private static void WriteUid(ReadOnlySequence<byte> body, IBufferWriter<byte> output)
    {
        var first = body.FirstSpan;
        var at = first.IndexOf("\"uid\":\""u8) + 6;
        output.Write(first.Slice(at, UidLength));
    }
}
