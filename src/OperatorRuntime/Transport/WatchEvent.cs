using System.Text.Json;

namespace OperatorRuntime;

/// <summary>One line of a watch. <paramref name="Object"/> is valid only until the next event is asked for.</summary>
public readonly record struct WatchEvent(WatchEventType Type, JsonElement Object);
