using OperatorRuntime;
using TenantOperator.Roles;

namespace TenantOperator.Commands;

/// <summary>The errands that the executable knows; the chart's hooks run them.</summary>
internal static class Errands
{
    /// <summary>For <c>helm test</c>.</summary>
    public static Errand Check { get; } = new("check", "Asks the API server, in dry-run, for a Tenant that admission must let through and a Namespace that it must refuse", CheckAsync);

    /// <summary>For <c>helm uninstall</c>.</summary>
    public static Errand RemoveRegistrations { get; } = new("remove-registrations", "Takes away what the API server calls the webhooks for: admission is off then", RemoveAsync);

    private static async Task<int> CheckAsync(ErrandOptions options, CancellationToken cancellation)
    {
        using var transport = ProcessBuilder.Connect(options.Kubeconfig, new RuntimeServices());
        return await new AdmissionCheck(transport, options.Output, TimeProvider.System).RunAsync(options.Timeout, cancellation) ? 0 : 1;
    }

    private static async Task<int> RemoveAsync(ErrandOptions options, CancellationToken cancellation)
    {
        using var transport = ProcessBuilder.Connect(options.Kubeconfig, new RuntimeServices());
        return await new RegistrationRemoval(transport, options.Output, TimeProvider.System).RunAsync(cancellation) ? 0 : 1;
    }
}
