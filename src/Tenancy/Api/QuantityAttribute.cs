namespace Tenancy.Api;

/// <summary>The map's values are quantities (<c>x-kubernetes-int-or-string</c>): 2, "500m", 1Gi.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuantityAttribute : Attribute;
