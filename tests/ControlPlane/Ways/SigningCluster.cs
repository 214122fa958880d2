using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ControlPlanes.Certificates;
using k8s;
using k8s.Models;

namespace ControlPlanes.Ways;

/// <summary>A cluster whose CA key is out of reach: it is asked for client certificates by its own CertificateSigningRequest API.</summary>
internal sealed class SigningCluster(string kubeconfigPath, string origin, Func<Task> stop) : IRunningCluster
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public string KubeconfigPath => kubeconfigPath;

    public string Origin => origin;

    public Task StopAsync() => stop();

    public async Task<PemPair> ClientCertificateAsync(string user, IReadOnlyList<string> groups, CancellationToken cancel)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));
        var request = await client.CertificatesV1.CreateCertificateSigningRequestAsync(Request(user, groups, key), cancellationToken: cancel);
        // Read only, and of a type that the client cannot write.
        request.Metadata.ManagedFields = null;
        request.Status ??= new V1CertificateSigningRequestStatus();
        request.Status.Conditions =
        [
            new V1CertificateSigningRequestCondition { Type = "Approved", Status = "True", Reason = "DevelopmentUser", Message = "a user of tests and demo" },
        ];
        await client.CertificatesV1.ReplaceCertificateSigningRequestApprovalAsync(request, request.Name(), cancellationToken: cancel);
        byte[] certificate = await SignedAsync(client, request.Name(), cancel);
        return new PemPair(Encoding.UTF8.GetString(certificate), key.ExportPkcs8PrivateKeyPem());
    }

    private static V1CertificateSigningRequest Request(string user, IReadOnlyList<string> groups, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (string group in groups)
            subject.AddOrganizationName(group);
        subject.AddCommonName(user);
        string pem = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        return new V1CertificateSigningRequest
        {
            ApiVersion = "certificates.k8s.io/v1",
            Kind = "CertificateSigningRequest",
            Metadata = new V1ObjectMeta { GenerateName = "tenant-operator-development-" },
            Spec = new V1CertificateSigningRequestSpec
            {
                Request = Encoding.UTF8.GetBytes(pem),
                SignerName = "kubernetes.io/kube-apiserver-client",
                Usages = ["client auth"],
            },
        };
    }

    private static async Task<byte[]> SignedAsync(Kubernetes client, string name, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline);
        while (true)
        {
            var request = await client.CertificatesV1.ReadCertificateSigningRequestAsync(name, cancellationToken: deadline.Token);
            if (request.Status?.Certificate is { Length: > 0 } certificate)
                return certificate;
            if (request.Status?.Conditions?.FirstOrDefault(c => c.Type is "Failed" or "Denied") is { } refusal)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the cluster does not sign client certificates: {refusal.Message}"));
            await Task.Delay(200, deadline.Token);
        }
    }
}
