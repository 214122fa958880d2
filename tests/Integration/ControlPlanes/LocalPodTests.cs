using ControlPlanes;
using ControlPlanes.Installation;

namespace Integration.ControlPlanes;

/// <summary>What a process is started with in the place of a pod.</summary>
public sealed class LocalPodTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tenant-operator-pod-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Ports_are_replaced_by_the_names_that_the_manifest_gives_them_and_nothing_else_is() => Assert.Equal(
        ["webhooks", "--port=1001", "--health-port=1002", "--config=/etc/tenant-operator/config.json"],
        Pod(["webhooks", "--port=9443", "--health-port=8081", "--config=/etc/tenant-operator/config.json"]).ArgumentsOn(new Dictionary<string, int> { ["webhooks"] = 1001, ["health"] = 1002, ["metrics"] = 1003 }));

    [Fact]
    public void A_port_that_no_argument_names_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Pod(["webhooks", "--health-port=8081"]).ArgumentsOn(new Dictionary<string, int> { ["webhooks"] = 1001, ["health"] = 1002 }));

    [Theory]
    [InlineData("--config=/etc/tenant-operator/config.json", true)]
    [InlineData("--config=/etc/tenant-operator-too/config.json", false)]
    [InlineData("webhooks", false)]
    public void A_mounted_file_is_found_below_the_pods_folder(string argument, bool isMounted) =>
        Assert.Equal(isMounted ? argument.Replace("=", "=" + _root, StringComparison.Ordinal) : argument, Pod([]).Here(argument));

    [Fact]
    public void The_images_variables_are_those_of_its_last_stage() =>
        Assert.Equal(["ASPNETCORE_HTTP_PORTS=", "DOTNET_EnableDiagnostics=0"], PodSandbox.ImageVariables(File.ReadAllText(Repository.PathOf("Dockerfile"))));

    [Fact]
    public async Task A_process_as_in_a_pod_sees_its_mounts_and_its_variables_and_writes_nowhere()
    {
        var problem = await PodSandbox.ProblemAsync(Path.Combine(_root, "tried"));
        Assert.SkipUnless(problem is null, problem ?? "");
        var folder = Directory.CreateDirectory(Path.Combine(_root, "pod", "etc", "tenant-operator")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), "mounted", TestContext.Current.CancellationToken);
        var pod = Pod(["-c", "cat /etc/tenant-operator/config.json; echo; env; touch /written || echo refused"]) with { Root = Path.Combine(_root, "pod") };

        var ran = await PodSandbox.RunAsync(pod, new("https://127.0.0.1:6443"), "sh", TestContext.Current.CancellationToken);

        var said = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("mounted", said[0]);
        Assert.Equal(
            ["ASPNETCORE_HTTP_PORTS", "DOTNET_EnableDiagnostics", "GREETING", "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "PATH"],
            said[1..^1].Select(v => v.Split('=')[0]).Except(["PWD", "OLDPWD", "SHLVL", "_", "DOTNET_ROOT"]).Order(StringComparer.Ordinal));
        Assert.Equal("refused", said[^1]);
    }

    private LocalPod Pod(string[] arguments) => new(
        _root, arguments, new Dictionary<string, string> { ["GREETING"] = "hello" }, new Dictionary<string, int> { ["webhooks"] = 9443, ["health"] = 8081 }, ["/etc/tenant-operator"], HasReadOnlyRoot: true, Account: null);
}
