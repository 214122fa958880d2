namespace Tenancy.Validation;

/// <summary>What is wrong with a field of a Tenant.</summary>
/// <param name="Path">The field as Kubernetes writes it: <c>spec.network.egress.cidrs[0]</c>, <c>spec.quotas[1].hard[requests.cpu]</c>.</param>
/// <param name="Message">One line, in the API server's manner: <c>Invalid value: "10.0.0.300/8": …</c>.</param>
public sealed record FieldError(string Path, string Message)
{
    /// <summary>Path and message, as a user is told them.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
