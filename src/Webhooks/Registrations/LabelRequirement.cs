namespace Webhooks.Registrations;

/// <summary>What a label must be, as the <c>matchExpressions</c> of a selector say it.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator">Exists or In.</param>
/// <param name="Values">Of these, with In.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values);
