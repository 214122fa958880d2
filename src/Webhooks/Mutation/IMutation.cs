using Tenancy.Isolation;

namespace Webhooks.Mutation;

/// <summary>
/// Fills in what an object leaves unset. Pure; never throws on hostile input; adds only where nothing stands, so that a second
/// call finds nothing to do. What it fills in is not what protects: the rules look at the result.
/// </summary>
internal interface IMutation
{
    /// <summary>On which resources and operations it is asked; the mutating registration is generated from these.</summary>
    IReadOnlyList<Guard> Guards { get; }

    /// <summary>Writes the operations for the request's object.</summary>
    void Apply(RuleInput input, PatchWriter patch);
}
