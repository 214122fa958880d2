using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TenantOperator.Configuration;

/// <summary>Durations as Go and Kubernetes write them: <c>168h</c>, <c>1h30m</c>, <c>500ms</c>. Always above zero.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && TryParse(text, out var duration)
            ? duration
            : throw new JsonException("a duration such as \"168h\" or \"1h30m\" is wanted here");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds}s"));

    internal static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return false;
            text = text[digits..];
            var letters = text.IndexOfAny("0123456789.");
            var unit = Unit(letters < 0 ? text : text[..letters]);
            // A century: far from overflow, and nothing here is meant to last longer.
            if (unit == TimeSpan.Zero || amount * unit.TotalDays > 36_525)
                return false;
            duration += unit * amount;
            text = letters < 0 ? [] : text[letters..];
        }
        return duration > TimeSpan.Zero;
    }

    private static TimeSpan Unit(ReadOnlySpan<char> name) => name switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => TimeSpan.Zero,
    };
}
