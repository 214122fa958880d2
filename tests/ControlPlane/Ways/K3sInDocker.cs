using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ControlPlanes.Certificates;
using ControlPlanes.Local;
using ControlPlanes.Processes;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlanes.Ways;

/// <summary>
/// K3s in Docker, by Testcontainers: only its server (no node runs in it), on the host's network, so that it reaches webhooks
/// on 127.0.0.1. <c>TEST_K3S_IMAGE</c> names another image.
/// </summary>
internal sealed class K3sInDocker : IWay
{
    private const string DefaultImage = "rancher/k3s:v1.34.1-k3s1";
    private const string ContainerFile = "container";
    private const string KubeconfigInside = "/etc/rancher/k3s/k3s.yaml";

    // The image is some 100 MB; a registry that does not answer must not hold up a test run for long.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    public string Name => "Docker";

    public async Task<Attempt> TryAsync(string folder, TextWriter log, CancellationToken cancel)
    {
        string image = Environment.GetEnvironmentVariable("TEST_K3S_IMAGE") is { Length: > 0 } wanted ? wanted : DefaultImage;
        if (!await EngineAnswersAsync(cancel))
            return Attempt.Skipped("skipped, no Docker engine answers");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline);
        try
        {
            await log.WriteLineAsync($"  starting {image} in Docker: some 20 s, more when the image has to be pulled");
            return Attempt.Found(await StartAsync(image, folder, deadline.Token));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested
            && e is DockerUnavailableException or DockerApiException or TimeoutException or HttpRequestException or OperationCanceledException)
        {
            await RemoveAsync(folder);
            string reason = e is OperationCanceledException ? $"not ready within {Deadline.TotalMinutes} min" : e.Message.ReplaceLineEndings(" ");
            return Attempt.Skipped($"skipped, {image} did not start: {reason}");
        }
    }

    /// <summary>Removes the container that was started for the folder, if any.</summary>
    public static async Task<bool> StopAsync(string folder)
    {
        if (!File.Exists(Path.Combine(folder, ContainerFile)))
            return false;
        await RemoveAsync(folder);
        return true;
    }

    private static async Task<bool> EngineAnswersAsync(CancellationToken cancel)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return (await CommandLine.RunAsync("docker", ["version", "--format", "{{.Server.Version}}"], cancel: soon.Token)).Succeeded;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<IRunningCluster> StartAsync(string image, string folder, CancellationToken cancel)
    {
        string kubeconfig = Path.Combine(folder, "kubeconfig");
        string origin = $"{image} in Docker";
        if (!await IsRunningAsync(folder, cancel))
        {
            await RemoveAsync(folder);
            // Written first, for whoever has to clean up after us.
            await File.WriteAllTextAsync(Path.Combine(folder, ContainerFile), NameFor(folder), cancel);
            // Not disposed of: that would stop it.
            var container = Container(image, folder, Ports.In(Path.Combine(folder, "ports")));
            await container.StartAsync(cancel);
            byte[] text = await container.ReadFileAsync(KubeconfigInside, cancel);
            SecretFile.Write(kubeconfig, Encoding.UTF8.GetString(text));
        }

        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        while (!await Readiness.ApiServerAnswersAsync(client, cancel) || !await Readiness.ControllersWorkAsync(client, cancel))
            await Task.Delay(200, cancel);
        return new SigningCluster(kubeconfig, origin, () => RemoveAsync(folder));
    }

    private static IContainer Container(string image, string folder, Ports ports) =>
        new ContainerBuilder(image)
            .WithName(NameFor(folder))
            .WithLogger(NullLogger.Instance)
            // `make up` leaves it running when this process ends; `down` and the end of a test run remove it by name.
            .WithCleanUp(false)
            .WithAutoRemove(false)
            .WithCreateParameterModifier(p => p.HostConfig!.NetworkMode = "host")
            .WithCommand(
                "server",
                "--disable-agent",
                "--disable=coredns,servicelb,traefik,local-storage,metrics-server",
                "--disable-cloud-controller",
                "--disable-helm-controller",
                "--disable-kube-proxy",
                "--disable-network-policy",
                "--disable-scheduler",
                "--flannel-backend=none",
                "--egress-selector-mode=disabled",
                "--bind-address=127.0.0.1",
                string.Create(CultureInfo.InvariantCulture, $"--https-listen-port={ports.ApiServer}"),
                string.Create(CultureInfo.InvariantCulture, $"--kube-controller-manager-arg=secure-port={ports.ControllerManager}"))
            .WithWaitStrategy(Wait.ForUnixContainer().UntilFileExists(KubeconfigInside, DotNet.Testcontainers.Configurations.FileSystem.Container))
            .Build();

    private static async Task<bool> IsRunningAsync(string folder, CancellationToken cancel) =>
        (await CommandLine.RunAsync("docker", ["inspect", "--format", "{{.State.Running}}", NameFor(folder)], cancel: cancel)).Output.Trim() == "true";

    private static Task RemoveAsync(string folder) =>
        CommandLine.RunAsync("docker", ["rm", "--force", "--volumes", NameFor(folder)]);

    // One container per folder: known before it starts, so that an interrupted start leaves nothing that nobody finds.
    private static string NameFor(string folder) =>
        "tenant-operator-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
}
