using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Admission;
using Webhooks.Denials;
using Webhooks.Reviews;
using Webhooks.Serving;
using Webhooks.Telemetry;

namespace Benchmarks.HotPaths;

/// <summary>The endpoint without a server: what it allocates here is our own. The request and its features are used again and again, as Kestrel does it.</summary>
internal sealed class InMemoryCall : IHttpRequestBodyDetectionFeature, IRequestBodyPipeFeature, IHttpResponseBodyFeature
{
    private readonly ReviewEndpoint endpoint;
    private readonly Body body;
    private readonly Sink sink = new();
    private readonly FeatureCollection features = new();
    private readonly DefaultHttpContext http;

    public InMemoryCall(string path, IReviewer reviewer, byte[] review)
    {
        var metrics = new WebhookMetrics();
        endpoint = new(
            path, reviewer, isLast: true, new BodyMemory(), new Draining(new OpenConnections(), TimeProvider.System, NullLogger<Draining>.Instance),
            new DenialQueue(new(), metrics, TimeProvider.System), metrics, NullLogger<ReviewEndpoint>.Instance, TimeProvider.System);
        body = new(review);
        var request = new HttpRequestFeature { Method = "POST", Path = path, QueryString = "?timeout=5s" };
        request.Headers.ContentType = "application/json";
        request.Headers.ContentLength = review.Length;
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpRequestBodyDetectionFeature>(this);
        features.Set<IRequestBodyPipeFeature>(this);
        features.Set<IHttpResponseBodyFeature>(this);
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        http = new DefaultHttpContext(features);
    }

    public bool CanHaveBody => true;

    public PipeReader Reader => body;

    public PipeWriter Writer => sink;

    public Stream Stream => throw new NotSupportedException();

    /// <exception cref="InvalidOperationException">The request was not allowed: another path than the one that is measured.</exception>
    public void Run()
    {
        // What a server makes anew for each request: the query is read from its text.
        features.Set<IQueryFeature>(null);
        sink.Length = 0;
        var answered = endpoint.HandleAsync(http);
        if (!answered.IsCompletedSuccessfully || sink.Written.IndexOf("\"allowed\":true"u8) < 0)
            throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(sink.Written));
    }

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    private sealed class Body(byte[] bytes) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed)
        {
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
        }

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => new(new ReadResult(new ReadOnlySequence<byte>(bytes), false, true));

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();
    }

    private sealed class Sink : PipeWriter
    {
        private readonly byte[] bytes = new byte[64 * 1024];

        public int Length { get; set; }

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

        public override void Advance(int count) => Length += count;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(new FlushResult(false, false));

        public override Memory<byte> GetMemory(int sizeHint = 0) => bytes.AsMemory(Length);

        public override Span<byte> GetSpan(int sizeHint = 0) => bytes.AsSpan(Length);
    }
}
