namespace Tenancy.Api;

/// <summary>A column of <c>kubectl get</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class PrinterColumnAttribute(string name, string jsonPath) : Attribute
{
    /// <summary>The column's head.</summary>
    public string Name { get; } = name;

    /// <summary>Where the value is.</summary>
    public string JsonPath { get; } = jsonPath;

    /// <summary>The OpenAPI type.</summary>
    public string Type { get; init; } = "string";

    /// <summary>What the column says.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is shown with <c>-o wide</c> only.</summary>
    public bool Wide { get; init; }
}
