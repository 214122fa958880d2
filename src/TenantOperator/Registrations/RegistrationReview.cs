using OperatorRuntime;
using TenantOperator.Certificates;

namespace TenantOperator.Registrations;

/// <summary>A configuration as it is stored, held against what this program knows of it. Entries of other names belong to another version, which knows what they are to be.</summary>
internal sealed class RegistrationReview
{
    private RegistrationReview(ResourceType kind, Entity<RegistrationEntry> registration)
    {
        var (wanted, webhooks) = (WantedEntries.Of(kind), registration.Value.Webhooks);
        var conditions = WantedEntries.HaveConditions(kind, registration.Value.Mark);
        (Kind, Registration, IsOurs, HaveConditions) = (kind, registration, conditions is not null, conditions ?? webhooks.Any(w => w.Form.HasConditions));
        Entries = [.. webhooks.Index().Where(w => wanted.ContainsKey(w.Item.Name))
            .Select(w => new ReviewedEntry(w.Index, w.Item, wanted[w.Item.Name], wanted[w.Item.Name].Form(HaveConditions)))];
        Missing = [.. wanted.Values.Where(w => Entries.All(e => e.Wanted != w)).OrderBy(w => w.Name, StringComparer.Ordinal)];
    }

    /// <summary>Which of the two it is.</summary>
    public ResourceType Kind { get; }

    /// <summary>As it is stored.</summary>
    public Entity<RegistrationEntry> Registration { get; }

    /// <summary>Whether the chart wrote it for this very version, and nobody took the mark away that says so.</summary>
    public bool IsOurs { get; }

    /// <summary>Whether something is to be put right, and can be: where entries are called, only entries show.</summary>
    public bool IsToBeRepaired => IsOurs && Sibling is not null && Changes is not null;

    /// <summary>Whether it is written for a server that has <c>matchConditions</c>.</summary>
    public bool HaveConditions { get; }

    /// <summary>The entries that the program knows.</summary>
    public IReadOnlyList<ReviewedEntry> Entries { get; }

    /// <summary>Those that it knows and that are not there, by name.</summary>
    public IReadOnlyList<WantedEntry> Missing { get; }

    /// <summary>Whether it was given its rules before: what it lost is given back at once, and what is new to it as well.</summary>
    public bool HasAsked => Entries.Any(e => e.Stored.Asks.Length > 0 && !e.Wanted.IsOfOwnKinds);

    /// <summary>Whether API servers ask for all that the rules guard, and refuse where nobody answers.</summary>
    public bool IsInForce => Missing.Count == 0 && Entries.All(e => e.IsInForce);

    /// <summary>What somebody changed or took out of what the chart wrote, in words; null when nothing.</summary>
    public string? Changes => Missing.Count == 0 && Entries.All(e => e.IsAsWritten) ? null
        : string.Join(", ", [.. Entries.Where(e => !e.IsAsWritten).Select(e => e.Changes), .. Missing.Select(m => $"{m.Name} (taken out)")]);

    /// <summary>A webhook that shows where those that are missing are called: of those that call the server that most call, one that is trusted. Null when there is none.</summary>
    public RegisteredWebhook? Sibling => Entries.Select(e => e.Stored).Where(w => w.Address.Server is not null)
        .GroupBy(w => (w.Address.Server, w.Address.IsUrl)).MaxBy(g => g.Count())?.MaxBy(w => w.IsTrusted);

    public static RegistrationReview Of(ResourceType kind, Entity<RegistrationEntry> registration) => new(kind, registration);
}
