namespace Tenancy.Isolation;

/// <summary>One field that breaks one rule.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Field">The field's path, such as <c>spec.containers[1].image</c>.</param>
/// <param name="Problem">What is wrong, with the value seen and what is allowed, to stand behind the field and a colon.</param>
public sealed record Violation(string RuleId, string Field, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => Field.Length == 0 ? $"{RuleId}: {Problem}" : $"{RuleId}: {Field}: {Problem}";
}
