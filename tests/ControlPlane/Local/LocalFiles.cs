using System.Security.Cryptography;
using ControlPlanes.Certificates;

namespace ControlPlanes.Local;

/// <summary>Certificates, keys and kubeconfigs of a local control plane. Made once per folder: what runs goes on trusting them.</summary>
internal sealed class LocalFiles
{
    private LocalFiles(string folder, string server)
    {
        Folder = Path.Combine(folder, "pki");
        Authority = CertificateAuthority.In(Folder);
        (ServerCertificate, ServerKey) = PemPair.Files(Folder, "kube-apiserver", () =>
            Authority.Server("kubernetes", "kubernetes.default", "kubernetes.default.svc"));
        ServiceAccountKey = Path.Combine(Folder, "service-accounts.key");
        if (!File.Exists(ServiceAccountKey))
        {
            using var key = RSA.Create(2048);
            SecretFile.Write(ServiceAccountKey, key.ExportPkcs8PrivateKeyPem());
        }

        AdminKubeconfig = Write(server, Path.Combine(folder, "kubeconfig"), "platform-admin", "system:masters");
        ControllerManagerKubeconfig = Write(server, Path.Combine(Folder, "kube-controller-manager.kubeconfig"), "system:kube-controller-manager");
    }

    public string Folder { get; }

    public CertificateAuthority Authority { get; }

    public string ServerCertificate { get; }

    public string ServerKey { get; }

    public string ServiceAccountKey { get; }

    public string AdminKubeconfig { get; }

    public string ControllerManagerKubeconfig { get; }

    public static LocalFiles In(string folder, string server) => new(folder, server);

    private string Write(string server, string file, string user, params string[] groups)
    {
        if (!File.Exists(file) || !File.ReadAllText(file).Contains(server, StringComparison.Ordinal))
        {
            string authority = File.ReadAllText(Authority.CertificateFile);
            SecretFile.Write(file, Kubeconfig.WithCertificate(server, authority, user, Authority.Client(user, groups)));
        }

        return file;
    }
}
