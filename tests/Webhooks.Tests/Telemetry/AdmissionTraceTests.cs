using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Webhooks.Telemetry;
using Webhooks.Tests.Fixtures;

namespace Webhooks.Tests.Telemetry;

public sealed class AdmissionTraceTests : IDisposable
{
    private readonly ConcurrentBag<Activity> ended = [];
    private readonly ActivityListener listener;

    // Other tests are traced meanwhile, too: each of these has a uid of its own.
    private readonly string uid = Guid.NewGuid().ToString();

    public AdmissionTraceTests()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == AdmissionTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_denial_is_traced_with_what_was_asked_and_decided()
    {
        await using var process = await WebhookProcess.StartAsync();
        await process.ReviewAsync(Of(Pods.OnHostNetwork()));

        var tags = Tags(await OwnAsync());
        Assert.Equal(("acme", "denied", "pods/host-namespaces", "acme-dev"), (tags["admission.tenant"], tags["admission.decision"], tags["admission.rules"], tags["k8s.namespace.name"]));
        Assert.Equal(("pods", "Create", "/validate", "200"), (tags["admission.resource"], tags["admission.operation"], tags["admission.webhook"], tags["http.response.status_code"]));
    }

    [Fact]
    public async Task Nobodys_name_and_nothing_of_the_object_is_in_a_trace()
    {
        await using var process = await WebhookProcess.StartAsync();
        var pod = Pods.OnHostNetwork();
        pod["metadata"]!["name"] = "name-of-the-pod";
        pod["spec"]!["containers"]![0]!["image"] = "evil.io/content:1";
        await process.ReviewAsync(Of(pod));

        var told = string.Join(' ', Tags(await OwnAsync()).Values);
        Assert.DoesNotContain("alice", told);
        Assert.DoesNotContain("name-of-the-pod", told);
        Assert.DoesNotContain("content", told);
    }

    [Fact]
    public async Task The_API_servers_own_trace_goes_on()
    {
        await using var process = await WebhookProcess.StartAsync();
        using var client = process.Client();
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await process.ReviewAsync(Of(Pods.Compliant()), client: client);

        var activity = await OwnAsync();
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true), (activity.TraceId.ToString(), activity.ParentSpanId.ToString(), activity.HasRemoteParent));
    }

    // Else a sampler that asks the parent would never say yes.
    [Fact]
    public async Task Without_one_a_trace_begins_here()
    {
        await using var process = await WebhookProcess.StartAsync();
        await process.ReviewAsync(Of(Pods.Compliant()));

        Assert.Null((await OwnAsync()).ParentId);
    }

    [Fact]
    public async Task What_could_not_be_decided_is_an_error()
    {
        await using var process = await WebhookProcess.StartAsync(new());
        await process.ReviewAsync(Of(Pods.Compliant()));

        var activity = await OwnAsync();
        Assert.Equal((ActivityStatusCode.Error, "unavailable"), (activity.Status, Tags(activity)["admission.decision"]));
    }

    private JsonObject Of(JsonObject pod)
    {
        var review = Review.Create(pod);
        review["request"]!["uid"] = uid;
        return review;
    }

    // It ends when the answer has gone out.
    private async Task<Activity> OwnAsync()
    {
        for (var i = 0; i < 500; i++)
        {
            if (ended.FirstOrDefault(a => a.GetTagItem("admission.uid") as string == uid) is { } found)
                return found;
            await Task.Delay(10);
        }
        throw new TimeoutException("there is no trace of the request");
    }

    private static Dictionary<string, string?> Tags(Activity activity) => activity.TagObjects.ToDictionary(t => t.Key, t => t.Value?.ToString());
}
