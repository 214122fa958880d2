namespace Tenancy.Api;

/// <summary>The list is a map by this key (<c>x-kubernetes-list-type: map</c>), so that managers can own single entries.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapKeyAttribute(string key) : Attribute
{
    /// <summary>The key's field.</summary>
    public string Key { get; } = key;
}
