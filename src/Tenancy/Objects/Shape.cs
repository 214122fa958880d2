using System.Text;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>
/// The JSON types of an object's inner nodes. Rules read an object or list of another type as empty, so that has to be caught
/// once, here; the values at the leaves each rule tests itself.
/// </summary>
internal sealed class Shape
{
    private readonly JsonValueKind kind;
    private readonly Member[] members;
    private readonly Shape? each;

    private Shape(JsonValueKind kind, (string Name, Shape Shape)[]? members = null, Shape? each = null) =>
        (this.kind, this.members, this.each) = (kind, Array.ConvertAll(members ?? [], m => new Member(m.Name, Encoding.UTF8.GetBytes(m.Name), m.Shape)), each);

    /// <summary>A string.</summary>
    public static Shape Text { get; } = new(JsonValueKind.String);

    /// <summary>An object whose members have these shapes if they are there; others may be anything.</summary>
    public static Shape Object(params (string Name, Shape Shape)[] members) => new(JsonValueKind.Object, members);

    /// <summary>An object all of whose values have a shape.</summary>
    public static Shape MapOf(Shape value) => new(JsonValueKind.Object, each: value);

    /// <summary>A list all of whose items have a shape.</summary>
    public static Shape ListOf(Shape item) => new(JsonValueKind.Array, each: item);

    /// <summary>The first node of another type, by its path from here (<c>.containers[0].ports</c>); null when there is none.</summary>
    public ShapeFault? Fault(JsonElement value)
    {
        if (value.ValueKind != kind)
            return new("", value);
        foreach (var member in members)
        {
            if (value.TryGetProperty(member.Utf8Name, out var found) && found.Exists() && member.Shape.Fault(found) is { } fault)
                return fault.Below($".{member.Name}");
        }
        return each is null ? null : kind == JsonValueKind.Array ? FaultOfItem(value, each) : FaultOfValue(value, each);
    }

    private static ShapeFault? FaultOfItem(JsonElement list, Shape shape)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (shape.Fault(item) is { } fault)
                return fault.Below($"[{index}]");
            index++;
        }
        return null;
    }

    private static ShapeFault? FaultOfValue(JsonElement map, Shape shape)
    {
        foreach (var member in map.EnumerateObject())
        {
            if (shape.Fault(member.Value) is { } fault)
                return fault.Below($"[{member.Name}]");
        }
        return null;
    }

    // The name as it stands in JSON: looked up in every pod.
    private sealed record Member(string Name, byte[] Utf8Name, Shape Shape);
}
