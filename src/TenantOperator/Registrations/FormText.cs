using System.Text.Json;

namespace TenantOperator.Registrations;

/// <summary>How a webhook is called, field by field: what the chart says of it beside its name and its address. Fields that mean the same have the same text.</summary>
internal sealed class FormText
{
    private const string Conditions = "matchConditions";

    private static readonly string[] Fields =
        ["admissionReviewVersions", "failurePolicy", Conditions, "matchPolicy", "namespaceSelector", "objectSelector", "reinvocationPolicy", "sideEffects", "timeoutSeconds"];

    private readonly string[] _texts;

    private FormText(string[] texts) => _texts = texts;

    /// <summary>Whether not every request is asked about that the rules and selectors match.</summary>
    public bool HasConditions => _texts[Array.IndexOf(Fields, Conditions)].Length > 0;

    /// <summary>Of a webhook as it is stored, or as it is wanted.</summary>
    public static FormText Of(JsonElement webhook) => new([.. Fields.Select(f => webhook.TryGetProperty(f, out var value) ? JsonText.Of(value) : "")]);

    /// <summary>The fields that differ.</summary>
    public IEnumerable<string> DifferencesTo(FormText other) => Fields.Where((_, i) => _texts[i] != other._texts[i]);
}
