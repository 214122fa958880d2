namespace Tenancy.Isolation;

/// <summary>
/// One isolation rule. Pure: it reads its input record and nothing else, never throws on hostile input, and adds a violation
/// for each field that breaks it. Registration, webhook configuration, documentation and metrics follow from these members.
/// </summary>
public interface IRule
{
    /// <summary>The stable id, <c>room/name</c>, such as <c>pods/host-ports</c>.</summary>
    string Id { get; }

    /// <summary>What is denied, one sentence for <c>docs/rules.md</c>.</summary>
    string Denies { get; }

    /// <summary>Why: the attack, the CVE or the standard behind the rule.</summary>
    string Why { get; }

    /// <summary>The tenant field that opens the rule, such as <c>spec.services.nodePorts</c>; null when nothing does.</summary>
    string? OpenedBy => null;

    /// <summary>
    /// Why no mode of <c>spec.enforcement</c> reaches the rule, one sentence for its page and for whoever tries; null, as for nearly every
    /// rule, when a tenant may be brought under it step by step.
    /// </summary>
    string? AlwaysEnforced => null;

    /// <summary>
    /// Why the audit of what is stored leaves the rule out, one sentence for its page; null, as for every rule by which a stored object can be
    /// judged: what would be refused were it written anew. To be said by rules about who writes, and about what is not stored or not read.
    /// </summary>
    string? NotAudited => null;

    /// <summary>On which resources and operations the rule is asked.</summary>
    IReadOnlyList<Guard> Guards { get; }

    /// <summary>
    /// Whether a violation that the stored object already has passes on UPDATE (ratcheting). False for rules that
    /// compare old and new themselves.
    /// </summary>
    bool Ratchets => true;

    /// <summary>Adds a violation for each field of <paramref name="input"/> that breaks the rule.</summary>
    void Check(RuleInput input, Violations violations);
}
