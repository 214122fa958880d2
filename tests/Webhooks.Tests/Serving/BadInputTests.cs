using System.Net;
using System.Text;
using Webhooks.Reviews;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Serving;

public sealed class BadInputTests : IAsyncLifetime
{
    private WebhookProcess process = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        process = await WebhookProcess.StartAsync();
        client = process.Client();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await process.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}""")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":[]}""")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","request":{}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web"}}""")]
    public async Task A_body_that_is_no_review_is_refused_with_one_line(string body) =>
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(body));

    [Fact]
    public async Task A_review_cut_off_at_any_byte_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes(Review.Create(Pods.Plain()).ToJsonString());
        for (var length = 0; length < whole.Length; length++)
            await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(whole[..length]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_8_MiB_is_refused_whether_it_says_so_or_not(bool announced)
    {
        var bytes = new byte[8 * 1024 * 1024];
        Array.Fill(bytes, (byte)' ');
        using HttpContent content = announced ? WebhookProcess.Body(bytes) : new Unannounced(bytes);
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, content);
    }

    [Fact]
    public async Task A_body_at_the_limit_is_read()
    {
        var review = Review.Create(Pods.Compliant()).ToJsonString();
        using var response = await client.PostAsync("/validate", WebhookProcess.Body(review + new string(' ', ReviewBody.Limit - review.Length)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_nested_a_thousand_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 1000)) + "1" + new string('}', 1000);
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body($$"""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{{deep}}}"""));
    }

    [Theory]
    [InlineData("\"uid\":", "\"uid\":\"other\",\"uid\":")]
    [InlineData("\"object\":", "\"object\":{},\"object\":")]
    [InlineData("\"spec\":", "\"spec\":{},\"spec\":")]
    [InlineData("\"spec\":", "\"\\u0073pec\":{},\"spec\":")]
    public async Task A_member_that_comes_twice_is_refused(string once, string twice) =>
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(Replaced(once, twice)));

    [Theory]
    [InlineData("\"alice\"", @"""\ud800""")]
    [InlineData("\"alice\"", @"""\uDC00\ud800""")]
    [InlineData("\"name\":\"app\"", @"""\ud800"":""app""")]
    public async Task Half_of_a_surrogate_pair_is_refused(string sound, string half) =>
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(Replaced(sound, half)));

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        var bytes = Encoding.Latin1.GetBytes(Replaced("alice", "al\u00EFce"));
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(bytes));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/yaml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/merge-patch+json")]
    public async Task Another_content_type_than_JSON_is_refused(string type) =>
        await RefusedAsync(HttpStatusCode.UnsupportedMediaType, WebhookProcess.Body(Encoding.UTF8.GetBytes(Review.Create(Pods.Compliant()).ToJsonString()), type));

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_than_POST_is_refused(string method)
    {
        using var request = new HttpRequestMessage(new(method), "/validate");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        await OneLineAsync(response);
    }

    [Fact]
    public async Task Another_path_is_answered_with_one_line()
    {
        using var response = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await OneLineAsync(response);
    }

    [Theory]
    [InlineData("uid", "null")]
    [InlineData("uid", "7")]
    [InlineData("operation", "\"create\"")]
    [InlineData("operation", "null")]
    [InlineData("resource", "{}")]
    [InlineData("resource", "\"pods\"")]
    [InlineData("userInfo", "null")]
    [InlineData("userInfo", """{"username":""}""")]
    [InlineData("userInfo", """{"username":"alice","groups":{}}""")]
    [InlineData("userInfo", """{"username":"alice","groups":[1]}""")]
    [InlineData("namespace", "{}")]
    [InlineData("subResource", "[]")]
    [InlineData("object", "null")]
    [InlineData("object", "[]")]
    [InlineData("oldObject", "\"text\"")]
    public async Task A_review_without_what_a_decision_needs_is_refused(string member, string value)
    {
        var review = Review.Create(Pods.Compliant());
        review["request"]![member] = System.Text.Json.Nodes.JsonNode.Parse(value);
        await RefusedAsync(HttpStatusCode.BadRequest, WebhookProcess.Body(review.ToJsonString()));
    }

    [Fact]
    public async Task No_answer_names_the_server()
    {
        using var response = await client.PostAsync("/validate", WebhookProcess.Body(Review.Create(Pods.Compliant()).ToJsonString()));
        Assert.Empty(response.Headers.Server);
    }

    private static string Replaced(string what, string with)
    {
        var text = Review.Create(Pods.Plain()).ToJsonString();
        Assert.Contains(what, text);
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + what.Length));
    }

    private async Task RefusedAsync(HttpStatusCode code, HttpContent content)
    {
        foreach (var path in (string[])["/validate", "/mutate"])
        {
            using var response = await client.PostAsync(path, content);
            Assert.Equal(code, response.StatusCode);
            await OneLineAsync(response);
        }
    }

    private static async Task OneLineAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n", text);
        Assert.InRange(text.Length, 10, 400);
        Assert.DoesNotContain('\n', text[..^1]);
        Assert.DoesNotContain("   at ", text);
        Assert.DoesNotContain("Exception", text);
    }

    /// <summary>Content that is sent in chunks, without a length.</summary>
    private sealed class Unannounced : HttpContent
    {
        private readonly byte[] bytes;

        public Unannounced(byte[] bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
