using System.Text.Encodings.Web;
using System.Text.Json;
using Benchmarks.Results;

namespace Benchmarks.Frame;

/// <summary>Keeps the newest result of each section, as a file each: so that sections can be run apart and printed together.</summary>
public sealed class Store(string folder)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Put(SectionResult result)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(result.Section), JsonSerializer.Serialize(result, Json) + "\n");
    }

    /// <summary>The section's result; null when there is none, or none that this version can read.</summary>
    public SectionResult? Get(string section)
    {
        try
        {
            return File.Exists(PathOf(section)) ? JsonSerializer.Deserialize<SectionResult>(File.ReadAllText(PathOf(section)), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string section) => Path.Combine(folder, section + ".json");
}
