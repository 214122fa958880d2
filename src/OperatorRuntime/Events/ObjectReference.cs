namespace OperatorRuntime;

/// <summary>The object an event is about.</summary>
public sealed record ObjectReference(ResourceType Type, NamespacedName Key, string? Uid = null, string? ResourceVersion = null);
