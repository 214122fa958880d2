namespace ControlPlanes.Processes;

/// <summary>A lock between processes: a file that one at a time holds open. It goes with the process, whatever that dies of.</summary>
public static class FileLock
{
    /// <summary>Takes the lock; null when another process has it.</summary>
    public static FileStream? TryHold(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits until the lock is free and takes it.</summary>
    public static async Task<FileStream> HoldAsync(string file, CancellationToken cancel)
    {
        while (true)
        {
            if (TryHold(file) is { } held)
                return held;
            await Task.Delay(200, cancel);
        }
    }
}
