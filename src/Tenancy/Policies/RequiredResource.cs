using System.Text;

namespace Tenancy.Policies;

/// <summary>A resource of which every container must say how much.</summary>
/// <param name="name">The resource: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>.</param>
/// <param name="isFilledIn">Whether a limit range gives an amount to a container that names none.</param>
public sealed class RequiredResource(string name, bool isFilledIn)
{
    private readonly byte[] utf8Name = Encoding.UTF8.GetBytes(name);

    /// <summary>The resource: <c>cpu</c>, <c>memory</c>, <c>ephemeral-storage</c>.</summary>
    public string Name => name;

    /// <summary>The name as it stands in JSON.</summary>
    public ReadOnlySpan<byte> Utf8Name => utf8Name;

    /// <summary>Whether a limit range gives an amount to a container that names none.</summary>
    public bool IsFilledIn => isFilledIn;
}
