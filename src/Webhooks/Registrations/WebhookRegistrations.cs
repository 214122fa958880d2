using Tenancy.Api;
using Tenancy.Isolation;
using Webhooks.Mutation;
using Webhooks.Serving;

namespace Webhooks.Registrations;

/// <summary>
/// What the API server must call us for, from the guards of the rules and mutations: no rule is left without its hook, and nothing is
/// asked of us that no rule guards. One entry for each kind, one for all custom resources of others, and one for whatever is in the
/// namespaces of suspended tenants.
/// </summary>
public static class WebhookRegistrations
{
    /// <summary>The name of both configurations.</summary>
    public const string Name = "tenant-operator";

    /// <summary>Places in ledgers are taken and denials are told by events; on a dry run neither.</summary>
    public const string SideEffects = "NoneOnDryRun";

    /// <summary>How long the API server waits, in seconds: some hundred times what an answer takes, and short of a user's patience.</summary>
    public const int TimeoutSeconds = 5;

    /// <summary>The version of AdmissionReview that is understood.</summary>
    public const string ReviewVersion = "v1";

    /// <summary>An object that is written in another version of its group is asked about as well.</summary>
    public const string MatchPolicy = "Equivalent";

    /// <summary>Webhooks behind ours add containers (sidecars); they get their defaults too. A second call changes nothing else.</summary>
    public const string ReinvocationPolicy = "IfNeeded";

    private static readonly Guard[] Own =
    [
        new(Tenant.Group, Tenant.Version, Tenant.Plural, Operations.Write | Operations.Delete),
        new(TenantClass.Group, TenantClass.Version, TenantClass.Plural, Operations.Write | Operations.Delete),
    ];

    private static readonly string[] ClusterScoped = ["namespaces", Tenant.Plural, TenantClass.Plural];

    /// <summary>The validating configuration's entries, by name.</summary>
    public static IReadOnlyList<WebhookEntry> Validating { get; } = Entries("validate", WebhookPaths.Validate, isMutating: false, Guards(Stage.Validation).Concat(Own));

    /// <summary>The mutating configuration's entries, by name.</summary>
    public static IReadOnlyList<WebhookEntry> Mutating { get; } = Entries("mutate", WebhookPaths.Mutate, isMutating: true, Mutations.All.SelectMany(m => m.Guards).Concat(Guards(Stage.Mutation)));

    private static IEnumerable<Guard> Guards(Stage stage) => RuleCatalogue.All.SelectMany(r => r.Guards).Where(g => g.Stage == stage);

    private static WebhookEntry[] Entries(string verb, string path, bool isMutating, IEnumerable<Guard> guards) =>
    [
        .. guards.SelectMany(SplitNamespaces)
            .GroupBy(x => (Matching: x.Matching, Kind: x.Guard.IsOfEverything ? "suspended" : IsCustom(x.Guard) ? "custom-resources" : Kind(x.Guard)))
            .Select(g => new WebhookEntry
            {
                Name = $"{Prefix(g.Key.Matching)}{g.Key.Kind}.{verb}.tenantoperator.io",
                Path = g.Key.Matching == Matching.InSuspendedNamespaces ? WebhookPaths.ValidateWhatever : path,
                IsMutating = isMutating,
                Rules = Rules(g.Select(x => x.Guard)),
                Matching = g.Key.Matching,
                FailsClosed = g.Key.Matching != Matching.StatusInTenantNamespaces && g.Any(x => x.Guard.Effect == Effect.Deny),
            })
            .OrderBy(e => e.Name, StringComparer.Ordinal),
    ];

    // A namespace that is created need not have the label yet: that is where self-service begins.
    private static IEnumerable<(Guard Guard, Matching Matching)> SplitNamespaces(Guard guard)
    {
        if (Kind(guard) is not "namespaces")
        {
            yield return (guard, guard.IsOfEverything ? Matching.InSuspendedNamespaces
                : ClusterScoped.Contains(Kind(guard), StringComparer.Ordinal) ? Matching.All
                : guard.Resource.EndsWith("/status", StringComparison.Ordinal) ? Matching.StatusInTenantNamespaces
                : Kind(guard) is "endpoints" or "endpointslices" ? Matching.EndpointsInTenantNamespaces
                : Matching.InTenantNamespaces);
            yield break;
        }
        if (guard.Operations.HasFlag(Operations.Create))
            yield return (guard with { Operations = Operations.Create }, Matching.AllButMasters);
        if ((guard.Operations & ~Operations.Create) is not Operations.None and var rest)
            yield return (guard with { Operations = rest }, Matching.WithTenantLabel);
    }

    private static string Prefix(Matching matching) => matching switch
    {
        Matching.AllButMasters => "new-",
        Matching.StatusInTenantNamespaces => "status-of-",
        _ => "",
    };

    // Resources with the same operations share a rule; each resource has the union of what its guards ask for.
    private static ResourceRule[] Rules(IEnumerable<Guard> guards) =>
    [
        .. guards.GroupBy(g => (g.Group, g.Version, g.Resource))
            .Select(g => (g.Key, Operations: g.Aggregate(Operations.None, (all, guard) => all | guard.Operations)))
            .GroupBy(x => (x.Key.Group, x.Key.Version, x.Operations))
            .Select(g => new ResourceRule(
                g.Key.Group, g.Key.Version,
                [.. g.Select(x => x.Key.Resource).Order(StringComparer.Ordinal)],
                [.. Names(g.Key.Operations)],
                ClusterScoped.Contains(g.First().Key.Resource.Split('/')[0], StringComparer.Ordinal) ? "Cluster" : "Namespaced"))
            .OrderBy(r => r.Resources[0], StringComparer.Ordinal).ThenBy(r => r.Version, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Names(Operations operations) =>
        Enum.GetValues<Operations>().Where(o => o is Operations.Create or Operations.Update or Operations.Delete or Operations.Connect)
            .Where(o => operations.HasFlag(o)).Select(o => o.ToString().ToUpperInvariant());

    // Of hundreds of kinds that a cluster may have and mostly has not: one entry for all.
    private static bool IsCustom(Guard guard) => guard.Group.Contains('.', StringComparison.Ordinal) && !guard.Group.EndsWith(".k8s.io", StringComparison.Ordinal) && guard.Group != Tenant.Group;

    private static string Kind(Guard guard) => guard.Resource.Split('/')[0];
}
