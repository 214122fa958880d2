namespace Drills.Frame;

/// <summary>A drill cannot be done here. The message says why, for the page.</summary>
internal sealed class NotDoneException(string message) : Exception(message);
