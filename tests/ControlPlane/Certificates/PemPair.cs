namespace ControlPlanes.Certificates;

/// <summary>A certificate and its private key, both as PEM text.</summary>
public sealed record PemPair(string Certificate, string Key)
{
    /// <summary>Writes <c>NAME.crt</c> and <c>NAME.key</c> unless they are there.</summary>
    public static (string Certificate, string Key) Files(string folder, string name, Func<PemPair> make)
    {
        string certificate = Path.Combine(folder, name + ".crt");
        string key = Path.Combine(folder, name + ".key");
        if (!File.Exists(certificate) || !File.Exists(key))
        {
            var pair = make();
            SecretFile.Write(key, pair.Key);
            SecretFile.Write(certificate, pair.Certificate);
        }

        return (certificate, key);
    }
}
