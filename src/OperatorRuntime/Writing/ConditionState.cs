namespace OperatorRuntime;

/// <summary>A condition as a controller wants it (KEP-1623); the time of its last change is kept by <see cref="Conditions"/>.</summary>
/// <param name="Type">CamelCase, such as <c>Ready</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">CamelCase, for machines; never empty.</param>
/// <param name="Message">For people.</param>
/// <param name="ObservedGeneration">The generation of the spec that was judged.</param>
public sealed record ConditionState(string Type, string Status, string Reason, string Message, long ObservedGeneration);
