using System.Text.Encodings.Web;
using System.Text.Json;

namespace Benchmarks.Frame;

/// <summary>Keeps the newest result of each part of a page, as a file each: so that parts can be run apart and printed together.</summary>
public sealed class Store<T>(string folder)
    where T : class
{
    private readonly JsonSerializerOptions json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Put(string part, T result)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(PathOf(part), JsonSerializer.Serialize(result, json) + "\n");
    }

    /// <summary>The part's result; null when there is none, or none that this version can read.</summary>
    public T? Get(string part)
    {
        try
        {
            return File.Exists(PathOf(part)) ? JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(part)), json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(string part) => Path.Combine(folder, part + ".json");
}
