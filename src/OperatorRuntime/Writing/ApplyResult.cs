namespace OperatorRuntime;

/// <summary>What an apply did.</summary>
/// <param name="Written">Whether a request that writes was sent.</param>
/// <param name="ResourceVersion">Of the object afterwards.</param>
public readonly record struct ApplyResult(bool Written, string ResourceVersion);
