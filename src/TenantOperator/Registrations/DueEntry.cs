using OperatorRuntime;
using TenantOperator.Certificates;

namespace TenantOperator.Registrations;

/// <summary>A webhook that asks for something else than it is to.</summary>
/// <param name="Kind">Which of the two configurations it is in.</param>
/// <param name="Registration">The configuration as it is stored.</param>
/// <param name="Index">Its place among the configuration's webhooks.</param>
/// <param name="IsInForce">Whether the configuration has been given its rules before: what it lost is given back at once, and what is new to it as well.</param>
/// <param name="Wanted">What it is to ask for.</param>
internal sealed record DueEntry(ResourceType Kind, Entity<RegistrationEntry> Registration, int Index, bool IsInForce, WantedEntry Wanted);
