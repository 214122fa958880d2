namespace OperatorRuntime;

/// <summary>What a streamed list says beside its items.</summary>
public readonly record struct ListEnd(string ResourceVersion, string Continue);
