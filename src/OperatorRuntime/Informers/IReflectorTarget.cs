using System.Text.Json;

namespace OperatorRuntime;

/// <summary>Where a reflector puts what it sees.</summary>
internal interface IReflectorTarget
{
    /// <summary>A list begins: what it holds follows, and what it does not hold is gone.</summary>
    void BeginList();

    void Listed(JsonElement item);

    /// <summary>The list is complete and becomes the state.</summary>
    void EndList(string resourceVersion);

    /// <summary>An addition, change or deletion.</summary>
    void Watched(WatchEvent change);

    void Bookmarked(string resourceVersion);
}
