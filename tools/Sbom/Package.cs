using System.Globalization;

namespace Sbom;

/// <summary>A package that is compiled into the executable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it was unpacked.</param>
/// <param name="Needs">The names of packages that it needs, by its own word.</param>
/// <param name="IsDirect">Whether the project, or one that it refers to, names it.</param>
internal sealed record Package(string Name, string Version, string Folder, IReadOnlyList<string> Needs, bool IsDirect)
{
    /// <summary>Its name in a bill of materials.</summary>
    public string Url => $"pkg:nuget/{Uri.EscapeDataString(Name)}@{Uri.EscapeDataString(Version)}";

    /// <summary>The SHA-512 of the package as it was fetched, in hexadecimal digits.</summary>
    public string Hash() => Convert.ToHexStringLower(Convert.FromBase64String(File.ReadAllText(Path.Combine(Folder, FileName + ".nupkg.sha512"))));

    /// <summary>What it says of itself.</summary>
    public Nuspec Nuspec() => Sbom.Nuspec.Read(Path.Combine(Folder, Name.ToLower(CultureInfo.InvariantCulture) + ".nuspec"));

    private string FileName => $"{Name}.{Version}".ToLower(CultureInfo.InvariantCulture);
}
