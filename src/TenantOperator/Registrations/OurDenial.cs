using OperatorRuntime;
using Tenancy.Api;

namespace TenantOperator.Registrations;

/// <summary>Tells a denial of our own webhooks from every other failure.</summary>
internal static class OurDenial
{
    /// <summary>
    /// Whether the API server refused because one of our webhooks did. A missing right is a refusal too, and so is that no webhook answers: the API server's words about ours alone
    /// prove that ours was asked and has decided.
    /// </summary>
    public static bool IsOurDenial(this ApiException failure) =>
        failure.Code is 403 or 422 && failure.Message.Contains($"{Tenant.Group}\" denied the request", StringComparison.Ordinal);
}
