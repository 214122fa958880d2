namespace OperatorRuntime;

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    /// <summary>Carries nothing but a resourceVersion.</summary>
    Bookmark,
    /// <summary>Carries a Status; nothing follows it.</summary>
    Error,
}
