using System.Xml.Linq;

namespace Sbom;

/// <summary>What a package says of itself.</summary>
/// <param name="Authors">Who made it.</param>
/// <param name="Expression">Its licence as an SPDX expression; null when it has none.</param>
/// <param name="Licence">Its licence in other words, when it has no expression.</param>
/// <param name="Project">Its page; null when it names none.</param>
internal sealed record Nuspec(string Authors, string? Expression, string? Licence, string? Project)
{
    public static Nuspec Read(string file)
    {
        var metadata = XDocument.Load(file).Root!.Elements().First(e => e.Name.LocalName == "metadata");
        var licence = Child("license");
        var isExpression = licence?.Attribute("type")?.Value == "expression";
        return new(
            Child("authors")?.Value ?? "", isExpression ? licence!.Value : null,
            isExpression ? null : licence is null ? Child("licenseUrl")?.Value : $"{licence.Value}, in the package", Child("projectUrl")?.Value);

        XElement? Child(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name);
    }
}
