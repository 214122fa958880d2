using System.Text.Json;
using Tenancy.Api;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Managed;

/// <summary>The quotas, limits, network policies and role bindings that are the tenant's own walls.</summary>
public sealed class Objects : IRule
{
    public string Id => "managed/objects";

    public string Denies => "Update, patch, delete and deletecollection of the quotas, limit ranges, network policies and role bindings that the operator manages (by label or by "
        + "the reserved name prefix tenant-), and creating objects that pose as such, by others than platform admins and the operator.";

    public string Why => "These objects are the walls: who may edit one, its owner references or its finalizers takes the wall down.";

    public string? AlwaysEnforced => "It guards the walls themselves, which stand only since the operator made them: nothing that ran before has to get used to it.";

    public string? NotAudited => "It judges who writes, and a stored object does not tell who wrote it.";

    /// <summary>
    /// Not resourcequotas/status: the API server itself writes it for every pod, and the roles that tenants get do not hold it.
    /// </summary>
    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "resourcequotas", Operations.Write | Operations.Delete),
        new("", "v1", "limitranges", Operations.Write | Operations.Delete),
        new("networking.k8s.io", "v1", "networkpolicies", Operations.Write | Operations.Delete),
        new("rbac.authorization.k8s.io", "v1", "rolebindings", Operations.Write | Operations.Delete),
    ];

    /// <summary>What the operator manages is not to be touched at all.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        var request = input.Request;
        var standing = input.Standing;
        if (standing.IsPlatform())
            return;
        var wasManaged = request.Operation != Operations.Create && IsManaged(request.OldObject, request.Name);
        // The namespace controller empties a namespace that is going, the garbage collector edits owner references and finalizers.
        if (wasManaged && standing != Standing.System)
            violations.Add("", $"this object is managed by tenant-operator and must not be {(request.Operation == Operations.Delete ? "deleted" : "changed")}; {input.Ask}");
        else if (!wasManaged && request.Operation != Operations.Delete)
            CheckPose(input, violations);
    }

    /// <summary>Whether the request is about an object that is managed or poses as such.</summary>
    internal static bool SpeaksOf(AdmissionRequest request) =>
        (request.Operation != Operations.Create && IsManaged(request.OldObject, request.Name))
        || (request.Operation != Operations.Delete && (HasReservedName(request) || HasLabel(request.Object.At("metadata"u8))));

    private static void CheckPose(RuleInput input, Violations violations)
    {
        var metadata = input.Request.Object.At("metadata"u8);
        if (HasReservedName(input.Request))
            violations.Add("metadata.name", $"names that begin with \"{Labels.ManagedNamePrefix}\" are kept for tenant-operator");
        if (HasLabel(metadata))
            violations.Add($"metadata.labels[{Labels.ManagedBy}]", $"\"{Labels.Operator}\" is kept for tenant-operator");
    }

    /// <summary>In a deletecollection the object, and even the name, may be missing: then it may be any, and so a managed one.</summary>
    private static bool IsManaged(JsonElement stored, string name)
    {
        if (stored.ValueKind != JsonValueKind.Object)
            return name.Length == 0 || IsReserved(name);
        var metadata = stored.At("metadata"u8);
        return IsReserved(name) || IsReserved(metadata.String("name"u8)) || HasLabel(metadata);
    }

    private static bool HasReservedName(AdmissionRequest request)
    {
        var metadata = request.Object.At("metadata"u8);
        return IsReserved(metadata.String("name"u8)) || IsReserved(request.Name) || (!metadata.At("name"u8).Exists() && IsReserved(metadata.String("generateName"u8)));
    }

    private static bool HasLabel(JsonElement metadata) => metadata.At("labels"u8).Is("app.kubernetes.io/managed-by"u8, "tenant-operator"u8);

    private static bool IsReserved(string? name) => name?.StartsWith(Labels.ManagedNamePrefix, StringComparison.Ordinal) == true;
}
