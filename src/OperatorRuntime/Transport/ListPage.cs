using System.Text.Json;

namespace OperatorRuntime;

/// <summary>One page of a list. Owns pooled memory: dispose it when its items have been read.</summary>
public sealed class ListPage(JsonDocument document) : IDisposable
{
    /// <summary>The version of the whole list, the same on every page.</summary>
    public string ResourceVersion => Metadata("resourceVersion");

    /// <summary>The token for the next page; empty on the last.</summary>
    public string Continue => Metadata("continue");

    /// <summary>The objects. They carry no apiVersion and kind of their own.</summary>
    public IEnumerable<JsonElement> Items => document.RootElement.Items("items");

    public void Dispose() => document.Dispose();

    private string Metadata(string name) => document.RootElement.Child("metadata").Text(name);
}
