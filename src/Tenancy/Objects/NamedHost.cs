using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tenancy.Objects;

/// <summary>A host that an object names.</summary>
/// <param name="Name">The name as written; null when the value is no string.</param>
/// <param name="Value">The value that holds it.</param>
/// <param name="List">The list that it is in, or its annotation's path.</param>
/// <param name="Rule">Which rule or tls entry; negative in an annotation.</param>
/// <param name="Host">Which host of a tls entry; negative elsewhere.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NamedHost(string? Name, JsonElement Value, string List, int Rule = -1, int Host = -1)
{
    /// <summary>The field's path; made only when it is asked for.</summary>
    public string Field => Rule < 0 ? List : Host < 0 ? $"{List}[{Rule}].host" : $"{List}[{Rule}].hosts[{Host}]";

    /// <summary>What a message shows: the value, and of one that holds several names the name too.</summary>
    public string Show() => Rule >= 0 || Name is null || Value.IsText(Name) ? Value.Show() : $"\"{Name}\" in {Value.Show()}";
}
