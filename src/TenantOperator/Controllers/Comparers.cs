using OperatorRuntime;
using Tenancy.Policies;

namespace TenantOperator.Controllers;

/// <summary>What counts as a difference between an object that is wanted and the one that is stored.</summary>
internal static class Comparers
{
    private static readonly IntentComparer Metadata = new([]);
    private static readonly IntentComparer Spec = new(["/spec"]);
    private static readonly IntentComparer Amounts = new(["/spec"], SameAmount);
    private static readonly IntentComparer Binding = new(["/subjects", "/roleRef"]);
    private static readonly IntentComparer Role = new(["/rules"]);

    /// <summary>The comparer of a kind: what is the operator's as a whole may hold nothing else.</summary>
    public static IntentComparer For(ResourceType type) => type.Kind switch
    {
        "ResourceQuota" or "LimitRange" => Amounts,
        "NetworkPolicy" => Spec,
        "RoleBinding" or "ClusterRoleBinding" => Binding,
        "ClusterRole" => Role,
        _ => Metadata,
    };

    // 1000m and 1 are the same amount; the API server keeps what was written first.
    private static bool SameAmount(string path, string wanted, string stored) =>
        Quantity.TryParse(wanted, out var a) && Quantity.TryParse(stored, out var b) && a == b;
}
