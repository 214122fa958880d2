using System.Globalization;
using ControlPlanes.Audit;

namespace ControlPlanes.Local;

/// <summary>The command lines of the three processes, for the version at hand.</summary>
internal static class Arguments
{
    // What needs nodes, or a cloud to ask about them; and podgc, which takes away pods of nodes that are not there after some 40 seconds, under
    // the hands of a test on a busy machine. Newer versions have longer names for some and keep these as aliases.
    private static readonly string[] NodeControllers =
    [
        "nodeipam", "nodelifecycle", "cloud-node-lifecycle", "route", "service", "ttl", "podgc",
        "node-ipam-controller", "node-lifecycle-controller", "cloud-node-lifecycle-controller", "node-route-controller", "service-lb-controller", "ttl-controller", "pod-garbage-collector-controller",
    ];

    public static IEnumerable<string> Etcd(Binaries binaries, Ports ports, string folder)
    {
        string client = Url("http", ports.Etcd);
        string peer = Url("http", ports.EtcdPeer);
        yield return "--name=development";
        yield return $"--data-dir={Path.Combine(folder, "etcd")}";
        yield return $"--listen-client-urls={client}";
        yield return $"--advertise-client-urls={client}";
        yield return $"--listen-peer-urls={peer}";
        yield return $"--initial-advertise-peer-urls={peer}";
        yield return $"--initial-cluster=development={peer}";
        if (binaries.EtcdUnsafeNoFsync)
            yield return "--unsafe-no-fsync";
    }

    public static IEnumerable<string> ApiServer(Binaries binaries, Ports ports, LocalFiles files, string folder)
    {
        yield return $"--etcd-servers={Url("http", ports.Etcd)}";
        yield return "--bind-address=127.0.0.1";
        yield return "--advertise-address=127.0.0.1";
        yield return $"--secure-port={Text(ports.ApiServer)}";
        // The endpoints of the service "kubernetes" may not be loopback addresses: nobody writes them, instead of an error a minute.
        yield return "--endpoint-reconciler-type=none";
        yield return $"--tls-cert-file={files.ServerCertificate}";
        yield return $"--tls-private-key-file={files.ServerKey}";
        yield return $"--client-ca-file={files.Authority.CertificateFile}";
        yield return "--service-account-issuer=https://kubernetes.default.svc";
        yield return $"--service-account-key-file={files.ServiceAccountKey}";
        yield return $"--service-account-signing-key-file={files.ServiceAccountKey}";
        yield return "--service-cluster-ip-range=10.96.0.0/16";
        yield return "--authorization-mode=Node,RBAC";
        yield return "--enable-admission-plugins=NodeRestriction";
        yield return "--allow-privileged=true";
        // Beta and on by default since 1.23.
        if (binaries.Version < new Version(1, 23))
            yield return "--feature-gates=EphemeralContainers=true";
        if (!File.Exists(AuditPolicy.FileIn(folder)))
            yield break;
        yield return $"--audit-policy-file={AuditPolicy.FileIn(folder)}";
        yield return $"--audit-log-path={AuditPolicy.LogIn(folder)}";
        // Megabytes: one file for the whole run.
        yield return "--audit-log-maxsize=100000";
    }

    public static IEnumerable<string> ControllerManager(Binaries binaries, Ports ports, LocalFiles files)
    {
        yield return $"--kubeconfig={files.ControllerManagerKubeconfig}";
        yield return $"--authentication-kubeconfig={files.ControllerManagerKubeconfig}";
        yield return $"--authorization-kubeconfig={files.ControllerManagerKubeconfig}";
        yield return "--bind-address=127.0.0.1";
        yield return $"--secure-port={Text(ports.ControllerManager)}";
        // The plain-text port: on by default up to 1.23, gone since 1.24.
        if (binaries.Version < new Version(1, 24))
            yield return "--port=0";
        yield return $"--cert-dir={files.Folder}";
        yield return "--leader-elect=false";
        // 20 a second by default: accounts, tokens and bundles of a thousand namespaces would keep it busy for a minute.
        yield return "--kube-api-qps=200";
        yield return "--kube-api-burst=400";
        yield return "--controllers=*," + string.Join(',', NodeControllers.Where(binaries.Controllers.Contains).Select(c => "-" + c));
        // Each controller then is its own service account of kube-system, as on a real cluster: admission sees who writes.
        yield return "--use-service-account-credentials=true";
        yield return $"--service-account-private-key-file={files.ServiceAccountKey}";
        yield return $"--root-ca-file={files.Authority.CertificateFile}";
        yield return $"--cluster-signing-cert-file={files.Authority.CertificateFile}";
        yield return $"--cluster-signing-key-file={files.Authority.KeyFile}";
    }

    public static string Url(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}");

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
