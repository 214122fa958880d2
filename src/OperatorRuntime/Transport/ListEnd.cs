namespace OperatorRuntime;

/// <summary>What a streamed list says beside its items.</summary>
internal readonly record struct ListEnd(string ResourceVersion, string Continue);
