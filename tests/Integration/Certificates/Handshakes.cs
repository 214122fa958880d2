using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ControlPlanes.Installation;
using k8s;

namespace Integration.Certificates;

/// <summary>
/// What an API server would find that connects to a webhook process now, and read the registrations a moment before: does what is served verify against what every webhook of them
/// trusts?
/// </summary>
internal sealed class Handshakes(Kubernetes client, IReadOnlyList<OperatorProcess> processes)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, string> _leaves = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _roots = new(StringComparer.Ordinal);

    /// <summary>What did not verify.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>How many different certificates were served.</summary>
    public int Leaves => _leaves.Count;

    /// <summary>By how many different authorities they verified.</summary>
    public int Roots => _roots.Count;

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            foreach (var process in processes)
                await LookAsync(process);
            await Task.Delay(Pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What every webhook of the registrations trusts.</summary>
    public async Task<IReadOnlyList<X509Certificate2>> TrustedAsync()
    {
        var validating = await client.AdmissionregistrationV1.ReadValidatingWebhookConfigurationAsync("tenant-operator");
        var mutating = await client.AdmissionregistrationV1.ReadMutatingWebhookConfigurationAsync("tenant-operator");
        var bundles = validating.Webhooks.Select(w => w.ClientConfig.CaBundle).Concat(mutating.Webhooks.Select(w => w.ClientConfig.CaBundle))
            .Select(b => Encoding.ASCII.GetString(b ?? [])).Distinct(StringComparer.Ordinal).Select(Read).ToArray();
        return [.. bundles[0].Where(c => bundles.All(b => b.Any(other => other.Thumbprint == c.Thumbprint)))];
    }

    /// <summary>The thumbprint of what a process serves to a new connection.</summary>
    public static async Task<string> ServedAsync(OperatorProcess process) => (await ConnectAsync(process)).Leaf.Thumbprint;

    private async Task LookAsync(OperatorProcess process)
    {
        var trusted = await TrustedAsync();
        X509Certificate2 leaf;
        X509Certificate2Collection intermediates;
        try
        {
            (leaf, intermediates) = await ConnectAsync(process);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            _failures.Enqueue($"{process.Name}: {e.Message}");
            return;
        }

        var root = trusted.FirstOrDefault(r => Verifies(leaf, intermediates, r));
        _leaves[leaf.Thumbprint] = process.Name;
        if (root is null || !leaf.MatchesHostname("127.0.0.1", allowWildcards: false, allowCommonName: false))
            _failures.Enqueue($"{process.Name} served {leaf.Thumbprint}, which ends {leaf.NotAfter:O}, to who trusts {string.Join(", ", trusted.Select(t => t.Thumbprint))}");
        else
            _roots[root.Thumbprint] = process.Name;
    }

    private static async Task<(X509Certificate2 Leaf, X509Certificate2Collection Intermediates)> ConnectAsync(OperatorProcess process)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, process.Port);
        X509Certificate2? leaf = null;
        X509Certificate2Collection intermediates = [];
        await using var tls = new SslStream(tcp.GetStream(), false, (_, certificate, chain, _) =>
        {
            leaf = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
            intermediates = [.. chain!.ChainPolicy.ExtraStore.Select(c => X509CertificateLoader.LoadCertificate(c.RawData))];
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1" });
        return (leaf!, intermediates);
    }

    // One root at a time: of two of the same name .NET tries one alone, and Go all.
    private static bool Verifies(X509Certificate2 leaf, X509Certificate2Collection intermediates, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(leaf);
    }

    private static X509Certificate2[] Read(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return [.. certificates];
    }
}
