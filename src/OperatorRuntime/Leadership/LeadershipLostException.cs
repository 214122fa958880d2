namespace OperatorRuntime;

/// <summary>The lease could not be renewed in time, or another process holds it. The process must end, non-zero: another may lead already.</summary>
public sealed class LeadershipLostException(string message, Exception? inner = null) : Exception(message, inner);
