namespace Tenancy.Validation;

/// <summary>Messages in the API server's manner (apimachinery, pkg/util/validation/field).</summary>
internal static class Problem
{
    private const int LongestValue = 120;

    public static string Invalid(string value, string why) => $"Invalid value: {Show(value)}: {why}";

    public static string Required(string what) => $"Required value: {what}";

    public static string Forbidden(string why) => $"Forbidden: {why}";

    public static string Duplicate(string value) => $"Duplicate value: {Show(value)}";

    public static string Unsupported(string value, IEnumerable<string> supported) =>
        $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}";

    private static string Show(string value) => $"\"{(value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…")).ReplaceLineEndings("\\n")}\"";
}
