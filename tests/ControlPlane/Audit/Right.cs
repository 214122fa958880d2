namespace ControlPlanes.Audit;

/// <summary>What an account may do, or has asked for. As text: <c>controller apps/deployments NAME: list in NAMESPACE</c>.</summary>
/// <param name="Account">The role of the operator's process: <c>controller</c>, <c>webhooks</c>.</param>
/// <param name="Resource">With its group, unless that is the core group, and its subresource: <c>apps/deployments/status</c>.</param>
/// <param name="Name">The object's name; empty: of any.</param>
/// <param name="Verb">As RBAC has it.</param>
/// <param name="Namespace">Where; empty: anywhere.</param>
public sealed record Right(string Account, string Resource, string Name, string Verb, string Namespace = "")
{
    /// <summary>The name of a resource as a right has it.</summary>
    public static string ResourceOf(string group, string resource, string subresource = "") =>
        $"{(group.Length == 0 ? "" : group + "/")}{resource}{(subresource.Length == 0 ? "" : "/" + subresource)}";

    /// <summary>Reads the text.</summary>
    public static Right Parse(string text)
    {
        var colon = text.LastIndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            throw new FormatException($"\"{text}\" is no right: ACCOUNT RESOURCE [NAME]: VERB [in NAMESPACE]");
        return (text[..colon].Split(' '), text[(colon + 2)..].Split(' ')) switch
        {
            ([var account, var resource, .. { Length: <= 1 } name], [var verb]) => new(account, resource, string.Concat(name), verb),
            ([var account, var resource, .. { Length: <= 1 } name], [var verb, "in", var ns]) => new(account, resource, string.Concat(name), verb, ns),
            _ => throw new FormatException($"\"{text}\" is no right: ACCOUNT RESOURCE [NAME]: VERB [in NAMESPACE]"),
        };
    }

    /// <summary>Whether who has this may do the other.</summary>
    public bool Covers(Right use) =>
        Account == use.Account && Resource == use.Resource && Verb == use.Verb
        && (Name.Length == 0 || Name == use.Name) && (Namespace.Length == 0 || Namespace == use.Namespace);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Account} {Resource}{(Name.Length == 0 ? "" : " " + Name)}: {Verb}{(Namespace.Length == 0 ? "" : " in " + Namespace)}";
}
