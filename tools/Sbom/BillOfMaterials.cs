using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sbom;

/// <summary>A bill of materials as CycloneDX 1.6 has it in JSON.</summary>
internal static class BillOfMaterials
{
    /// <summary>How it is written.</summary>
    public static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Of(string name, string version, IReadOnlyList<Package> packages)
    {
        var own = $"pkg:generic/{name}@{version}";
        var urls = packages.ToDictionary(p => p.Name, p => p.Url, StringComparer.OrdinalIgnoreCase);
        return new()
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = own, ["name"] = name, ["version"] = version, ["purl"] = own },
            },
            ["components"] = new JsonArray([.. packages.Select(Component)]),
            ["dependencies"] = new JsonArray([Dependency(own, packages.Where(p => p.IsDirect).Select(p => p.Url)), .. packages.Select(p => Dependency(p.Url, p.Needs.Where(urls.ContainsKey).Select(n => urls[n])))]),
        };
    }

    private static JsonObject Component(Package package)
    {
        var said = package.Nuspec();
        var component = new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = package.Url,
            ["authors"] = new JsonArray(new JsonObject { ["name"] = said.Authors }),
            ["name"] = package.Name,
            ["version"] = package.Version,
            ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = package.Hash() }),
            ["purl"] = package.Url,
        };
        if (said.Expression is { } expression)
            component["licenses"] = new JsonArray(new JsonObject { ["expression"] = expression });
        else if (said.Licence is { } licence)
            component["licenses"] = new JsonArray(new JsonObject { ["license"] = new JsonObject { ["name"] = licence } });
        if (said.Project is { Length: > 0 } project)
            component["externalReferences"] = new JsonArray(new JsonObject { ["type"] = "website", ["url"] = project });
        return component;
    }

    private static JsonObject Dependency(string of, IEnumerable<string> on) =>
        new() { ["ref"] = of, ["dependsOn"] = new JsonArray([.. on.Order(StringComparer.Ordinal).Select(u => JsonValue.Create(u))]) };
}
