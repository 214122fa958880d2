namespace Tenancy.Api;

/// <summary>Marks the root of a custom resource, for the generator of <c>config/crd</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomResourceAttribute(string plural, string singular) : Attribute
{
    /// <summary>The plural, as in the URL.</summary>
    public string Plural { get; } = plural;

    /// <summary>The singular.</summary>
    public string Singular { get; } = singular;

    /// <summary>The short name for kubectl.</summary>
    public string? ShortName { get; init; }

    /// <summary>The category for <c>kubectl get CATEGORY</c>.</summary>
    public string? Categories { get; init; }
}
