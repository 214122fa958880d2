namespace ControlPlanes.Certificates;

/// <summary>Files that only their owner may read: keys, tokens, kubeconfigs.</summary>
public static class SecretFile
{
    /// <summary>Writes the whole file or nothing: a reader, or a second run after an interrupted one, never sees half of it.</summary>
    public static void Write(string path, string text)
    {
        string partial = path + ".new";
        File.Delete(partial);
        using (var file = new FileStream(partial, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(text);
        }

        File.Move(partial, path, overwrite: true);
    }
}
