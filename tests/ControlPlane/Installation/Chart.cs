using System.Security.Cryptography;
using System.Text;
using ControlPlanes.Processes;
using ControlPlanes.Tools;
using k8s;

namespace ControlPlanes.Installation;

/// <summary>The Helm chart of this repository, installed with its processes outside of the cluster.</summary>
internal sealed class Chart(ControlPlane controlPlane, string folder, TextWriter log, IReadOnlyList<string>? values = null)
{
    public const string Namespace = "tenant-operator";
    private const string Release = "tenant-operator";

    private static readonly string Source = Repository.PathOf("config", "helm", "tenant-operator");

    /// <summary>Installs or upgrades it, unless this very chart is what stands there.</summary>
    /// <param name="webhooksUrl">Where the API server is to call the webhooks.</param>
    /// <param name="cancel">Ends the wait; a half-done release is put right by the next call.</param>
    public async Task InstallAsync(string webhooksUrl, CancellationToken cancel)
    {
        string mark = Path.Combine(folder, "chart");
        string wanted = $"{webhooksUrl} {controlPlane.Server} {await HashAsync(cancel)} {string.Join(' ', values ?? [])}".TrimEnd();
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark, cancel) == wanted)
            return;
        await log.WriteLineAsync("  installing the chart with helm: some 5 s");
        await ForgetHalfDoneReleasesAsync(cancel);
        await HelmAsync(
            ["upgrade", "--install", Release, Source, "--namespace", Namespace, "--create-namespace",
             "--set", "controller.replicas=0", "--set", "webhooks.replicas=0", "--set", $"webhooks.url={webhooksUrl}",
             .. (values ?? []).SelectMany(v => new[] { "--set", v })],
            controlPlane.KubeconfigPath, log, cancel);
        await File.WriteAllTextAsync(mark, wanted, cancel);
    }

    /// <summary>Takes it out of the cluster; CRDs, and with them Tenants, stay.</summary>
    public static Task UninstallAsync(string kubeconfig, TextWriter log, CancellationToken cancel) =>
        HelmAsync(["uninstall", Release, "--namespace", Namespace, "--ignore-not-found"], kubeconfig, log, cancel);

    // A helm that was interrupted leaves a release that says "pending", and refuses to touch it ever after.
    private async Task ForgetHalfDoneReleasesAsync(CancellationToken cancel)
    {
        using var client = controlPlane.CreateClient();
        await client.CoreV1.DeleteCollectionNamespacedSecretAsync(
            Namespace,
            labelSelector: $"owner=helm,name={Release},status in (pending-install,pending-upgrade,pending-rollback)",
            cancellationToken: cancel);
    }

    private static async Task HelmAsync(IEnumerable<string> arguments, string kubeconfig, TextWriter log, CancellationToken cancel)
    {
        string helm = await ToolBox.HelmAsync(log, cancel);
        var result = await CommandLine.RunAsync(helm, [.. arguments, "--kubeconfig", kubeconfig], cancel: cancel);
        if (!result.Succeeded)
            throw new InvalidOperationException($"helm {arguments.First()} {Release} failed:\n{result.Text}");
    }

    private static async Task<string> HashAsync(CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(await File.ReadAllBytesAsync(file, cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
