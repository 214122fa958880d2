using System.Globalization;
using ControlPlanes;
using ControlPlanes.Processes;

namespace Integration;

/// <summary>The native executable that <c>make build</c> publishes: what reflection would need, and the compiler left out, shows here.</summary>
[Collection(OperatorCollection.Name)]
public sealed class NativeBinaryTests(RunningOperator @operator)
{
    private static readonly string Binary = Repository.PathOf("artifacts", "publish", "tenant-operator");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_its_version_and_refuses_a_wrong_configuration_in_one_line()
    {
        SkipWithoutBinary();
        Assert.Matches(@"^\d+\.\d+\.\d+", (await CommandLine.RunAsync(Binary, ["--version"], cancel: Cancel)).Output);

        var config = Path.Combine(@operator.Server.Folder, "wrong.json");
        await File.WriteAllTextAsync(config, """{"platform": {"adminGrups": []}}""", Cancel);
        var refused = await CommandLine.RunAsync(Binary, ["controller", "--config", config], cancel: Cancel);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("unknown key \"adminGrups\" in platform", Assert.Single(refused.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task Each_role_becomes_ready_and_stops_cleanly(string role)
    {
        SkipWithoutBinary();
        var folder = Path.Combine(@operator.Server.Folder, "operator");
        var ports = FreePorts.Take(3).Select(p => p.ToString(CultureInfo.InvariantCulture)).ToArray();
        var process = new Daemon(folder, $"native-{role}");
        process.Start(Binary,
        [
            role, "--config", Path.Combine(folder, "pods", role, "etc", "tenant-operator", "config.json"), "--kubeconfig", Path.Combine(folder, $"tenant-operator-{role}.kubeconfig"),
            "--bind", "127.0.0.1", "--port", ports[0], "--health-port", ports[1], "--metrics-port", ports[2], "--log-format", "json",
        ]);
        try
        {
            using var http = new HttpClient();
            await Eventually.HoldsAsync(async () => process.Running is null || await IsReadyAsync(http, ports[1]), Cancel);
            Assert.True(process.Running is not null, process.LastLines());
            Assert.Contains("rest_client_requests_total", await http.GetStringAsync(new Uri($"http://127.0.0.1:{ports[2]}/metrics"), Cancel), StringComparison.Ordinal);
        }
        finally
        {
            await process.StopAsync(TimeSpan.FromSeconds(20));
        }

        Assert.DoesNotContain("Unhandled exception", process.LastLines(100), StringComparison.Ordinal);
    }

    private static void SkipWithoutBinary() =>
        Assert.SkipUnless(File.Exists(Binary), "the native executable has not been published: make build (it needs clang and zlib's headers)");

    private static async Task<bool> IsReadyAsync(HttpClient http, string port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/readyz"), Cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
