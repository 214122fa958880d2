using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Generator.Schemas;

/// <summary>The summaries of types and properties, from the documentation file beside their assembly, as plain text.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, string>> Files = [];

    public static string Summary(Type type) => Find(type.Assembly, $"T:{type.FullName}");

    public static string Summary(PropertyInfo property) => Find(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    private static string Find(Assembly assembly, string member)
    {
        if (!Files.TryGetValue(assembly, out var file))
            Files[assembly] = file = Read(Path.ChangeExtension(assembly.Location, ".xml"));
        return file.TryGetValue(member, out var summary) && summary.Length > 0
            ? summary
            : throw new InvalidOperationException($"{member} has no summary: a field without a description is one that nobody can look up");
    }

    private static Dictionary<string, string> Read(string path) =>
        XDocument.Load(path).Descendants("member").Where(m => m.Element("summary") is not null)
            .ToDictionary(m => (string)m.Attribute("name")!, m => Text(m.Element("summary")!), StringComparer.Ordinal);

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants("see").ToList())
            reference.ReplaceWith(((string?)reference.Attribute("cref") ?? "").Split('.')[^1]);
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
