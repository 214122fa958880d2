using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Namespaces;

/// <summary>Which tenant a namespace belongs to, and what makes the walls of it hold.</summary>
public sealed class Ownership : IRule
{
    public string Id => "namespaces/ownership";

    public string Denies => "Adding, changing or removing the tenant label, owner references, finalizers of the spec, protected or managed labels and annotations of a "
        + "namespace, or giving it the name label of another, by any path (update, patches, server-side apply, status, finalize), and deleting a tenant's namespace, by "
        + "others than platform admins and the operator. Owners may make namespaces, with just the labels and annotations that the Tenant gives them, and delete those that they made.";

    public string Why => "The label decides whose walls stand. Tenants of other operators took kube-system by a patch of its labels (CVE-2024-39690, CVE-2025-55205); "
        + "namespaces/status and namespaces/finalize store labels as well. "
        + "kubernetes.io/metadata.name, by which network policies name a namespace, is protected too: API servers before 1.21 neither set nor guard it.";

    public string? AlwaysEnforced => "It decides which tenant's policy holds in a namespace, and so which modes.";

    public string? NotAudited => "It judges changes and who makes them, and a stored namespace does not tell.";

    /// <summary>The API server's strategies for the two subresources reset the spec or the status, and let metadata through.</summary>
    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "namespaces", Operations.Write | Operations.Delete),
        new("", "v1", "namespaces/status", Operations.Update),
        new("", "v1", "namespaces/finalize", Operations.Update),
    ];

    /// <summary>The rule is about the change itself.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        var standing = input.Standing;
        if (standing.IsPlatform())
            return;
        if (input.Request.Operation == Operations.Delete)
            CheckDelete(input, standing, violations);
        else
            CheckWrite(input, standing, violations);
    }

    // The garbage collector and the namespace controller delete and finalize; labels are not theirs to change.
    private static void CheckDelete(RuleInput input, Standing standing, Violations violations)
    {
        // The API server sends no request for a namespace without the label; without the object there is no telling.
        var isTenants = NamespaceView.Stored(input.Request).IsClaimed || input.Request.OldObject.ValueKind != JsonValueKind.Object;
        if (!isTenants || standing == Standing.System)
            return;
        var stored = NamespaceView.Stored(input.Request);
        // One that the spec names would be made anew, empty.
        if (standing == Standing.Owner && stored.IsSelfService && !stored.IsManaged)
            return;
        violations.Add("", standing == Standing.Owner
            ? $"owners delete the namespaces that they made, and this one comes from the Tenant's spec or from the platform; {input.Ask}"
            : $"deleting a tenant's namespace is left to its owners, where they made it, and to platform admins; {input.Ask}");
    }

    private static void CheckWrite(RuleInput input, Standing standing, Violations violations)
    {
        NamespaceView stored = NamespaceView.Stored(input.Request), written = NamespaceView.Written(input.Request);
        var isTenants = stored.IsClaimed || written.IsClaimed;
        var isOwners = OwnersNamespace.IsMadeBy(input) && OwnersNamespace.IsLabelled(input);
        CheckOrigin(written, isOwners, input, violations);
        CheckKeys("metadata.labels", stored.Labels, written.Labels, isTenants, isOwners, input, violations);
        CheckNameLabel(stored.Labels, written, input, violations);
        CheckKeys("metadata.annotations", stored.Annotations, written.Annotations, isTenants, isOwners, input, violations);
        if ((isTenants || stored.IsOwnedByTenant || written.IsOwnedByTenant) && Differ(stored.Metadata, written.Metadata, "ownerReferences"u8))
            violations.Add("metadata.ownerReferences", $"must not be changed; {input.Ask}");
        // Without its finalizer a namespace vanishes and what was in it waits for whoever makes the name anew.
        if (isTenants && standing != Standing.System && input.Request.Operation == Operations.Update
            && Differ(stored.Element.At("spec"u8), written.Element.At("spec"u8), "finalizers"u8))
            violations.Add("spec.finalizers", $"must not be changed; {input.Ask}");
    }

    // Who may delete it later, and what becomes of it, hangs on this label: the mutating webhook sets it, and no owner leaves it out.
    private static void CheckOrigin(NamespaceView written, bool isOwners, RuleInput input, Violations violations)
    {
        if (isOwners && !written.Labels.Is("tenantoperator.io/origin"u8, "self-service"u8))
            violations.Add("metadata.labels[tenantoperator.io/origin]", $"must be \"{Api.Labels.SelfService}\" on a namespace that an owner makes, or unset: it is filled in");
        if (isOwners && !written.Labels.At("tenantoperator.io/made-for"u8).IsText(input.Policy.Name))
            violations.Add("metadata.labels[tenantoperator.io/made-for]", $"must be \"{input.Policy.Name}\" on a namespace that an owner makes, or unset: it is filled in");
    }

    // What the Tenant gives, in its very words; and what it lists for owners and gives to other namespaces alone.
    private static bool IsGiven(string path, JsonProperty entry, NamespacesPolicy policy)
    {
        var (given, allowed) = path is "metadata.labels" ? (policy.OwnLabels, policy.AllowedLabels) : (policy.OwnAnnotations, policy.AllowedAnnotations);
        return given.TryGetValue(entry.Name, out var value)
            ? entry.Value.IsText(value)
            : !ProtectedKeys.SpeakOfTenancy(entry.Name) && !ProtectedKeys.SteersNamespace(entry.Name) && allowed.Allows(entry.Name);
    }

    // Selectors by this label must find no other namespace. API servers write it themselves, but only from 1.21 on.
    private static void CheckNameLabel(JsonElement stored, NamespaceView written, RuleInput input, Violations violations)
    {
        var label = written.Labels.At("kubernetes.io/metadata.name"u8);
        if (!label.Exists() && stored.At("kubernetes.io/metadata.name"u8).Exists())
            violations.Add("metadata.labels[kubernetes.io/metadata.name]", $"must not be removed; {input.Ask}");
        if (!label.Exists() || label.IsText(written.Metadata.String("name"u8) ?? input.Request.Name))
            return;
        var before = stored.At("kubernetes.io/metadata.name"u8);
        if (!before.Exists() || !JsonElement.DeepEquals(before, label))
            violations.Add("metadata.labels[kubernetes.io/metadata.name]", $"{label.Show()} is not the namespace's own name");
    }

    private static void CheckKeys(
        string path, JsonElement stored, JsonElement written, bool isTenants, bool isOwners, RuleInput input, Violations violations)
    {
        var policy = input.Policy.Namespaces;
        if (written.Exists() && written.ValueKind != JsonValueKind.Object)
            violations.Add(path, $"{written.Show()} is no object");
        if (written.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in written.EnumerateObject())
            {
                if (IsGuarded(path, entry.Name, isTenants, policy) && !Holds(stored, entry) && !(isOwners && IsGiven(path, entry, policy)))
                    violations.Add($"{path}[{entry.Name}]", $"{entry.Value.Show()} must not be {(Has(stored, entry) ? "changed" : "added")}; {input.Ask}");
            }
        }
        if (stored.ValueKind != JsonValueKind.Object)
            return;
        foreach (var entry in stored.EnumerateObject())
        {
            if (IsGuarded(path, entry.Name, isTenants, policy) && !Has(written, entry))
                violations.Add($"{path}[{entry.Name}]", $"must not be removed; {input.Ask}");
        }
    }

    /// <summary>Whether a key of <c>metadata.labels</c> or <c>metadata.annotations</c> is this rule's to guard.</summary>
    internal static bool IsGuarded(string path, string key, bool isTenants, NamespacesPolicy policy) =>
        ProtectedKeys.SpeakOfTenancy(key) || (isTenants && (ProtectedKeys.SteersNamespace(key)
            || (path is "metadata.labels" ? policy.ManagedLabels : policy.ManagedAnnotations).Contains(key)));

    internal static bool Has(JsonElement map, JsonProperty entry) => map.ValueKind == JsonValueKind.Object && map.TryGetProperty(entry.Name, out _);

    internal static bool Holds(JsonElement map, JsonProperty entry) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(entry.Name, out var value) && JsonElement.DeepEquals(value, entry.Value);

    // Absent, null and empty are one: clients write them interchangeably.
    private static bool Differ(JsonElement stored, JsonElement written, ReadOnlySpan<byte> list)
    {
        JsonElement a = stored.At(list), b = written.At(list);
        return !(IsEmpty(a) && IsEmpty(b)) && !a.SameAs(b);
    }

    private static bool IsEmpty(JsonElement list) => !list.Exists() || (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0);
}
