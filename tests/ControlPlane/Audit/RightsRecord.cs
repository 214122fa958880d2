namespace ControlPlanes.Audit;

/// <summary>
/// What the operator's accounts were granted on the API servers of a test run, what of that they used, and what they asked for in vain. Each API server leaves a file
/// with a line a right; <c>tests/Rights</c> takes them together.
/// </summary>
public sealed class RightsRecord
{
    private const string GrantedWord = "granted";
    private const string UsedWord = "used";
    private const string RefusedWord = "refused";

    private readonly SortedSet<string> _granted = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <summary>Where the records of the last run lie.</summary>
    public static string Folder { get; } = Repository.PathOf("artifacts", "rights");

    /// <summary>Whether anything was granted or asked for.</summary>
    public bool IsEmpty => _granted.Count == 0 && _refused.Count == 0;

    /// <summary>What was granted and never used.</summary>
    public IReadOnlyList<Right> Excess => [.. _granted.Except(_used, StringComparer.Ordinal).Select(Right.Parse)];

    /// <summary>What was granted.</summary>
    public IReadOnlyList<Right> Granted => [.. _granted.Select(Right.Parse)];

    /// <summary>What was asked for in vain and is nowhere granted, with what the API server said. What is granted by now was asked for before the chart stood, or after it was gone.</summary>
    public IReadOnlyList<(Right Right, string Said)> Lack
    {
        get
        {
            var granted = Granted;
            return [.. _refused.Select(r => (Right.Parse(r.Key), r.Value)).Where(r => !granted.Any(g => g.Covers(r.Item1)))];
        }
    }

    /// <summary>Forgets what was recorded before.</summary>
    public static void Clear()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Reads the records below a folder, all together.</summary>
    public static RightsRecord Read(string folder)
    {
        var record = new RightsRecord();
        foreach (var line in Directory.EnumerateFiles(folder, "*.txt").SelectMany(File.ReadLines))
            record.Read(line.Split(' ', 2));
        return record;
    }

    /// <summary>Sets grants against calls.</summary>
    internal static RightsRecord Of(IReadOnlyCollection<Right> granted, IEnumerable<Call> calls)
    {
        var record = new RightsRecord();
        record._granted.UnionWith(granted.Select(g => g.ToString()));
        // Most requests are like many before them.
        var seen = new HashSet<Right>();
        foreach (var call in calls)
        {
            if (call.Refusal is { } said)
                record._refused.TryAdd(call.Right.ToString(), said.ReplaceLineEndings(" "));
            else if (seen.Add(call.Right))
                record._used.UnionWith(granted.Where(g => g.Covers(call.Right)).Select(g => g.ToString()));
        }

        return record;
    }

    /// <summary>Writes it into a file of its own.</summary>
    internal void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            Path.Combine(folder, $"{Guid.NewGuid():N}.txt"),
            [
                .. _granted.Select(g => $"{GrantedWord} {g}"),
                .. _used.Select(u => $"{UsedWord} {u}"),
                .. _refused.Select(r => $"{RefusedWord} {r.Key}\t{r.Value}"),
            ]);
    }

    private void Read(string[] words)
    {
        switch (words)
        {
            case [GrantedWord, var right]:
                _granted.Add(right);
                break;
            case [UsedWord, var right]:
                _used.Add(right);
                break;
            case [RefusedWord, var refused] when refused.Split('\t', 2) is [var right, var said]:
                _refused.TryAdd(right, said);
                break;
            default:
                throw new InvalidDataException($"\"{string.Join(' ', words)}\" is no line of a record of rights");
        }
    }
}
