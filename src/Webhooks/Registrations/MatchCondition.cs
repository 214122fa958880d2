namespace Webhooks.Registrations;

/// <summary>What a request must be for a webhook to be called; API servers have such conditions from 1.28 on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">The condition, in CEL.</param>
public sealed record MatchCondition(string Name, string Expression);
