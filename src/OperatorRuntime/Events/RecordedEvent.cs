namespace OperatorRuntime;

/// <summary>An event on its way.</summary>
internal sealed record RecordedEvent(ObjectReference About, EventType Type, string Reason, string Message, DateTimeOffset At);
