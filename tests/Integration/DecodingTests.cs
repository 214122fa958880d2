using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Integration;

/// <summary>
/// What the rules take for granted of the objects that they are shown: the API server has decoded and encoded them again, so
/// that there is one spelling of a field, once, with a value of its type.
/// </summary>
public sealed class DecodingTests(ApiServer server)
{
    [Fact]
    public async Task A_field_in_another_case_is_unknown_and_dropped() => Assert.Equal(
        """{"containers":[{"name":"web","image":"a"}]}""",
        await SpecOf("""{"HostNetwork": true, "HOSTPID": true, "containers": [{"name": "web", "image": "a", "SecurityContext": {"privileged": true}}]}"""));

    [Fact]
    public async Task Of_a_field_that_is_there_twice_the_last_remains() => Assert.Equal(
        """{"containers":[{"name":"web","image":"a"}],"hostNetwork":true}""",
        await SpecOf("""{"hostNetwork": false, "hostNetwork": true, "containers": [{"name": "web", "image": "a"}]}"""));

    [Theory]
    [InlineData("""{"hostNetwork": "true", "containers": [{"name": "web", "image": "a"}]}""")]
    [InlineData("""{"containers": {"name": "web", "image": "a"}}""")]
    [InlineData("""{"containers": ["web"]}""")]
    public async Task A_value_of_another_type_is_refused(string spec)
    {
        using var response = await Post(spec);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    /// <summary>The fields that the object was sent with, as the API server understood them.</summary>
    private async Task<string> SpecOf(string spec)
    {
        using var response = await Post(spec);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        var understood = JsonNode.Parse(body)!["template"]!["spec"]!;
        var container = understood["containers"]![0]!;
        var kept = new JsonObject { ["containers"] = new JsonArray(Only(container, "name", "image", "securityContext", "SecurityContext")) };
        foreach (var (name, value) in Only(understood, "hostNetwork", "HostNetwork", "hostPID", "HOSTPID"))
            kept[name] = value?.DeepClone();
        return kept.ToJsonString();
    }

    private static JsonObject Only(JsonNode node, params string[] names) =>
        new(node.AsObject().Where(m => names.Contains(m.Key, StringComparer.Ordinal)).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    // A template is decoded as a pod is, and needs neither a service account nor an admission plug-in to be content.
    private Task<HttpResponseMessage> Post(string spec)
    {
        var body = $$$"""{"apiVersion": "v1", "kind": "PodTemplate", "metadata": {"name": "web"}, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {{{spec}}}}}""";
        return server.Admin.HttpClient.PostAsync(
            new Uri(server.Admin.BaseUri, "api/v1/namespaces/default/podtemplates?dryRun=All"),
            new StringContent(body, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
    }
}
