using System.Buffers;
using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;

namespace Webhooks.Mutation;

/// <summary>Tolerations as JSON.</summary>
internal static class Tolerations
{
    /// <summary>Whether a pod's list holds just this toleration, whichever of its defaults are spelled out.</summary>
    public static bool Contains(JsonElement list, Toleration toleration)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var item in list.EnumerateArray())
        {
            if (Same(item.String("key"u8), toleration.Key, "")
                && Same(item.String("operator"u8), toleration.Operator, "Equal")
                && Same(item.String("value"u8), toleration.Value, "")
                && Same(item.String("effect"u8), toleration.Effect, "")
                && item.Int("tolerationSeconds"u8) == toleration.TolerationSeconds)
                return true;
        }
        return false;
    }

    /// <summary>The toleration as a pod has it.</summary>
    public static ReadOnlySpan<byte> ToJson(Toleration toleration)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        Write(writer, "key"u8, toleration.Key);
        Write(writer, "operator"u8, toleration.Operator);
        Write(writer, "value"u8, toleration.Value);
        Write(writer, "effect"u8, toleration.Effect);
        if (toleration.TolerationSeconds is { } seconds)
            writer.WriteNumber("tolerationSeconds"u8, seconds);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }

    private static bool Same(string? a, string? b, string unset) =>
        string.Equals(string.IsNullOrEmpty(a) ? unset : a, string.IsNullOrEmpty(b) ? unset : b, StringComparison.Ordinal);
}
