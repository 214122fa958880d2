using System.Text.Json.Nodes;
using FakeApiServer;
using k8s;
using Microsoft.Extensions.Time.Testing;
using OperatorRuntime;
using TenantOperator.Commands;

namespace TenantOperator.Tests.Commands;

public sealed class RegistrationRemovalTests
{
    private const string Group = "apis/admissionregistration.k8s.io/v1";

    [Fact]
    public async Task Both_registrations_go_and_others_stay()
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var name in new[] { "tenant-operator", "others" })
        {
            server.Storage.Put($"{Group}/validatingwebhookconfigurations/{name}", new JsonObject { ["metadata"] = new JsonObject() });
            server.Storage.Put($"{Group}/mutatingwebhookconfigurations/{name}", new JsonObject { ["metadata"] = new JsonObject() });
        }

        Assert.True(await RemoveAsync(server));
        // Helm tries a hook again; there is nothing left then.
        Assert.True(await RemoveAsync(server));

        Assert.Equal(["others"], server.Storage.All($"{Group}/validatingwebhookconfigurations").Select(r => r["metadata"]!["name"]!.ToString()));
        Assert.Equal(["others"], server.Storage.All($"{Group}/mutatingwebhookconfigurations").Select(r => r["metadata"]!["name"]!.ToString()));
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        await using var server = await ApiServer.StartAsync();
        server.Faults.Add(r => r.Method == "DELETE", new Fault.Answer(403, "Forbidden"));

        Assert.False(await RemoveAsync(server));
    }

    private static async Task<bool> RemoveAsync(ApiServer server)
    {
        using var transport = new KubeTransport(new KubernetesClientConfiguration { Host = server.Url });
        var time = new FakeTimeProvider();
        var removing = new RegistrationRemoval(transport, TextWriter.Null, time).RunAsync(TestContext.Current.CancellationToken);
        while (!removing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await removing;
    }
}
