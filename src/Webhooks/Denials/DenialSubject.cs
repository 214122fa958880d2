using OperatorRuntime;

namespace Webhooks.Denials;

/// <summary>What is told by one event, however often it happens.</summary>
/// <param name="About">The object that the event is on.</param>
/// <param name="Rule">The first rule that denied.</param>
internal sealed record DenialSubject(ObjectReference About, string Rule);
