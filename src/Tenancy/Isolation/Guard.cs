using System.Runtime.InteropServices;

namespace Tenancy.Isolation;

/// <summary>A resource and the operations on it that a rule is asked about; webhook registrations are generated from these.</summary>
/// <param name="Group">The API group, empty for core.</param>
/// <param name="Version">The version whose shape the rule reads; <c>*</c> when all versions share it.</param>
/// <param name="Resource">The plural, with the subresource behind a slash: <c>pods/ephemeralcontainers</c>.</param>
/// <param name="Operations">The operations.</param>
/// <param name="Effect">Whether a violation denies or only warns.</param>
/// <param name="Stage">When the rule is asked; a mutation's guard has no part in this.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Guard(
    string Group, string Version, string Resource, Operations Operations, Effect Effect = Effect.Deny, Stage Stage = Stage.Validation)
{
    /// <summary>Whether the guard is of every resource and subresource there is, beside what other guards name.</summary>
    public bool IsOfEverything => Resource is "*/*";

    /// <summary>Operations on whatever there is. The API server asks about it where the namespace of a suspended tenant is labelled so.</summary>
    public static Guard OfEverything(Operations operations) => new("*", "*", "*/*", operations);
}
