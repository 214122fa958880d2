using System.Text;
using ControlPlanes.Certificates;
using k8s;

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

    /// <summary>Copies a kubeconfig, with another address of the same API server in it.</summary>
    /// <param name="path">The kubeconfig, one that this class has written.</param>
    /// <param name="server">The other address.</param>
    /// <param name="copy">Path of the copy.</param>
    /// <returns>Path of the copy.</returns>
    public static string Rerouted(string path, string server, string copy)
    {
        string host = KubernetesClientConfiguration.BuildConfigFromConfigFile(path).Host;
        SecretFile.Write(copy, File.ReadAllText(path).Replace($"server: \"{host}\"", $"server: \"{server}\"", StringComparison.Ordinal));
        return copy;
    }

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
