namespace Tenancy.Audit;

/// <summary>A kind whose stored objects the audit reads.</summary>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Versions">The versions that it may be read in, the newest first: a server has at least one, if it has the kind at all.</param>
/// <param name="Plural">The plural, as in a rule's guards.</param>
/// <param name="Kind">The kind's name, for people.</param>
public sealed record AuditedKind(string Group, IReadOnlyList<string> Versions, string Plural, string Kind)
{
    /// <summary>As RBAC and messages name it: <c>deployments.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
