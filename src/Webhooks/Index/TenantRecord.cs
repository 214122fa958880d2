using Tenancy.Policies;

namespace Webhooks.Index;

/// <summary>A Tenant as the index keeps it.</summary>
/// <param name="Policy">The compiled policy.</param>
/// <param name="Uid">Tells a Tenant from its successor of the same name.</param>
/// <param name="Generation">The generation of the spec that the policy was compiled from.</param>
/// <param name="Created">When the Tenant was created: of two with one prefix, or with one host, the older owns it.</param>
internal sealed record TenantRecord(TenantPolicy Policy, string Uid, long Generation, DateTimeOffset Created);
