using System.Text.Json;

namespace TenantOperator.Configuration;

/// <summary>Reads the configuration file. Whatever is wrong with it becomes one line.</summary>
internal static class SettingsFile
{
    /// <summary>Reads and checks the file; throws <see cref="SettingsException"/>.</summary>
    public static OperatorSettings Read(string path)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"cannot read the configuration file: {e.Message}");
        }

        try
        {
            return Check(path, Parse(content));
        }
        catch (JsonException e)
        {
            throw new SettingsException($"configuration file {path}: {Explain(e)}");
        }
    }

    internal static OperatorSettings Parse(ReadOnlySpan<byte> content) =>
        JsonSerializer.Deserialize(content, SettingsJson.Default.OperatorSettings) ?? throw new JsonException("the file holds null");

    private static OperatorSettings Check(string path, OperatorSettings settings)
    {
        var error = SettingsCheck.Errors(settings).FirstOrDefault();
        return error is null ? settings : throw new SettingsException($"configuration file {path}: {error}");
    }

    // The serializer's sentences name .NET types; a reader of a ConfigMap is told the key and the line instead.
    private static string Explain(JsonException e)
    {
        var where = e.LineNumber is { } line ? $" (line {line + 1})" : "";
        var key = e.Path is { Length: > 2 } path ? path[2..] : null;
        var unknown = UnknownKey(e.Message);
        if (unknown is not null)
            return key is null || key == unknown ? $"unknown key \"{unknown}\"{where}" : $"unknown key \"{unknown}\" in {Section(key, unknown)}{where}";
        var cause = e.Message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0].TrimEnd('.');
        if (cause.Contains("could not be converted", StringComparison.Ordinal))
            cause = "the value is of the wrong type";
        else if (cause.Contains("null values", StringComparison.Ordinal))
            cause = "null is not a value here; leave the key out for its default";
        return key is null ? $"{cause}{where}" : $"{key}: {cause}{where}";
    }

    private static string Section(string key, string unknown) =>
        key.EndsWith($".{unknown}", StringComparison.Ordinal) ? key[..^(unknown.Length + 1)] : key;

    private static string? UnknownKey(string message)
    {
        const string start = "The JSON property '";
        if (!message.StartsWith(start, StringComparison.Ordinal) || !message.Contains("could not be mapped", StringComparison.Ordinal))
            return null;
        var end = message.IndexOf('\'', start.Length);
        return end < 0 ? null : message[start.Length..end];
    }
}
