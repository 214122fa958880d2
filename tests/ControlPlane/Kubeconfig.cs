using System.Text;
using ControlPlanes.Certificates;

namespace ControlPlanes;

/// <summary>The text of a kubeconfig with one cluster and one user.</summary>
public static class Kubeconfig
{
    /// <summary>For a user with a client certificate.</summary>
    public static string WithCertificate(string server, string certificateAuthorityPem, string user, PemPair pair) =>
        Text(server, certificateAuthorityPem, user, $"{{client-certificate-data: {Base64(pair.Certificate)}, client-key-data: {Base64(pair.Key)}}}");

    /// <summary>For a service account, by one of its tokens.</summary>
    public static string WithToken(string server, string certificateAuthorityPem, string user, string token) =>
        Text(server, certificateAuthorityPem, user, $"{{token: \"{token}\"}}");

    private static string Text(string server, string certificateAuthorityPem, string user, string credentials) =>
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: development
          cluster: {Cluster(server, certificateAuthorityPem)}
        users:
        - name: "{user}"
          user: {credentials}
        contexts:
        - name: "{user}@development"
          context: {"{"}cluster: development, user: "{user}"{"}"}
        current-context: "{user}@development"

        """;

    private static string Cluster(string server, string certificateAuthorityPem) =>
        certificateAuthorityPem.Length == 0
            ? $"{{server: \"{server}\"}}"
            : $"{{server: \"{server}\", certificate-authority-data: {Base64(certificateAuthorityPem)}}}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
