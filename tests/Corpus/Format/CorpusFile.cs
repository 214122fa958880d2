using System.Text.Json.Nodes;
using Tenancy.Isolation;

namespace Conformance.Format;

/// <summary>The cases of one rule: <c>corpus/ROOM/RULE.yaml</c>. A key that the format does not know is an error.</summary>
internal sealed class CorpusFile
{
    private static readonly HashSet<string> FileKeys = ["base", "tenant", "user", "operation", "subresource", "cluster", "besides", "cases"];

    private static readonly HashSet<string> CaseKeys =
        ["name", "base", "tenant", "user", "operation", "subresource", "cluster", "object", "oldObject", "besides", "by", "decision", "rules", "apiServer"];

    private readonly World world;
    private readonly JsonObject file;
    private readonly string path;

    public CorpusFile(string path, string rule, World world)
    {
        (this.path, this.world, Rule) = (path, world, rule);
        file = YamlFile.Read(path);
        RejectUnknown(file, FileKeys, "the file");
        Cases = [.. file["cases"]!.AsArray().Select(c => Read(c!.AsObject()))];
    }

    public string Rule { get; }

    public IReadOnlyList<CorpusCase> Cases { get; }

    private CorpusCase Read(JsonObject c)
    {
        var name = (string?)c["name"] ?? throw new InvalidDataException($"{path}: a case has no name");
        RejectUnknown(c, CaseKeys, $"case \"{name}\"");
        var baseName = Text(c, "base") ?? throw new InvalidDataException($"{path}: case \"{name}\" has no base");
        var operation = Text(c, "operation") is { } o ? Enum.Parse<Operations>(o, ignoreCase: true)
            : c.ContainsKey("oldObject") ? Operations.Update : Operations.Create;
        var written = Delta.Apply(world.Base(baseName), c["object"]?.AsObject());
        var stored = Delta.Apply(world.Base(baseName), c["oldObject"]?.AsObject());
        var decision = Enum.Parse<Decision>((string?)c["decision"] ?? "", ignoreCase: true);
        return new()
        {
            Rule = Rule,
            Name = name,
            TenantSpec = Delta.Apply(Delta.Apply(world.TenantSpec, file["tenant"]?.AsObject()), c["tenant"]?.AsObject()),
            Object = operation is Operations.Delete or Operations.Connect ? null : written,
            OldObject = operation switch
            {
                Operations.Create => null,
                Operations.Connect => written,
                _ => stored,
            },
            Operation = operation,
            Subresource = Text(c, "subresource") ?? "",
            By = Enum.Parse<UpdateBy>((string?)c["by"] ?? nameof(UpdateBy.MergePatch)),
            User = world.Person(c["user"] ?? file["user"] ?? "owner"),
            DefaultIngressClass = (string?)(c["cluster"] ?? file["cluster"])?["defaultIngressClass"],
            DefaultStorageClass = (string?)(c["cluster"] ?? file["cluster"])?["defaultStorageClass"],
            DefaultPriorityClass = (string?)(c["cluster"] ?? file["cluster"])?["defaultPriorityClass"],
            Besides = [.. (c["besides"] ?? file["besides"])?.AsArray().Select(o => Beside(o!.AsObject())) ?? []],
            Decision = decision,
            Rules = c["rules"] is JsonArray rules ? [.. rules.Select(r => (string)r!).Order(StringComparer.Ordinal)]
                : decision == Decision.Allow ? [] : [Rule],
            ApiServer = c["apiServer"] is { } limit ? new((int?)(long?)limit["since"], (int?)(long?)limit["before"], (string)limit["reason"]!) : null,
        };
    }

    private JsonObject Beside(JsonObject o)
    {
        var delta = (JsonObject)o.DeepClone();
        delta.Remove("base");
        return Delta.Apply(world.Base((string?)o["base"] ?? "pod"), delta);
    }

    private string? Text(JsonObject c, string key) => (string?)(c[key] ?? file[key]);

    private void RejectUnknown(JsonObject node, HashSet<string> known, string where)
    {
        foreach (var (key, _) in node)
        {
            if (!known.Contains(key))
                throw new InvalidDataException($"{path}: {where} has the unknown key \"{key}\" (known: {string.Join(", ", known)})");
        }
    }
}
