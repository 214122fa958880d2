using System.ComponentModel.DataAnnotations;

namespace Tenancy.Api;

/// <summary>A role for some people in the tenant's namespaces.</summary>
public sealed record Member
{
    /// <summary>owner, edit or view (the operator's curated roles), or a ClusterRole that the platform lists for this use.</summary>
    [Required, StringLength(253, MinimumLength = 1)]
    public string Role { get; init => field = value ?? ""; } = "";

    /// <summary>Who gets the role.</summary>
    [Required, Items(Min = 1, Max = 64)]
    public IReadOnlyList<Subject> Subjects { get; init => field = value ?? []; } = [];

    /// <summary>In which of the tenant's namespaces, by their labels. Unset: in all.</summary>
    public LabelSelector? NamespaceSelector { get; init; }
}
