using System.Runtime.InteropServices;
using System.Text.Json;
using Tenancy.Isolation;

namespace Tenancy.Objects;

/// <summary>A RoleBinding, as it is stored or as it is to be.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RoleBindingView(JsonElement Element)
{
    /// <summary>The group of roles and of users as subjects. The API server fills it in where it is left out.</summary>
    public static ReadOnlySpan<byte> Group => "rbac.authorization.k8s.io"u8;

    /// <summary>The role.</summary>
    public JsonElement RoleRef => Element.At("roleRef"u8);

    /// <summary>Who gets it, of whatever JSON type.</summary>
    public JsonElement Subjects => Element.At("subjects"u8);

    /// <summary>The RoleBinding that is stored.</summary>
    public static RoleBindingView Stored(AdmissionRequest request) => new(request.OldObject);

    /// <summary>The RoleBinding as it would be stored.</summary>
    public static RoleBindingView Written(AdmissionRequest request) => new(request.Object);

    /// <summary>Whether nobody gets a role by this binding who has it not by the other.</summary>
    public bool GrantsNothingBeside(RoleBindingView other)
    {
        if (RoleRef.ValueKind != JsonValueKind.Object || other.RoleRef.ValueKind != JsonValueKind.Object || !JsonElement.DeepEquals(RoleRef, other.RoleRef))
            return false;
        if (Subjects.Exists() && Subjects.ValueKind != JsonValueKind.Array)
            return false;
        // As texts: the API server writes old and new in one way, and comparing each with each would take a long list's square.
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subject in other.Element.Items("subjects"u8))
            known.Add(subject.GetRawText());
        foreach (var subject in Element.Items("subjects"u8))
        {
            if (!known.Contains(subject.GetRawText()))
                return false;
        }
        return true;
    }
}
