namespace Tenancy.Api;

/// <summary>A CEL rule for servers that evaluate them (<c>x-kubernetes-validations</c>, Kubernetes 1.25 and newer).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class CelRuleAttribute(string rule, string message) : Attribute
{
    /// <summary>The expression over <c>self</c>.</summary>
    public string Rule { get; } = rule;

    /// <summary>What is said when it does not hold.</summary>
    public string Message { get; } = message;
}
