using OperatorRuntime;
using TenantOperator.Controllers;
using Webhooks.Registrations;

namespace TenantOperator.Commands;

/// <summary>Takes the registrations away before the webhooks go. Nothing brings them back but the chart: the controller may change them, and not make them.</summary>
internal sealed class RegistrationRemoval(KubeTransport transport, TextWriter output, TimeProvider time)
{
    // API servers learn of it by a watch, each for itself, mostly within milliseconds; what serves them goes only after this.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>Removes both; returns whether they are gone.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var kind in new[] { Kinds.Validating, Kinds.Mutating })
            {
                var was = await transport.DeleteAsync(kind, NamespacedName.Cluster(WebhookRegistrations.Name), null, cancellation);
                await output.WriteLineAsync($"{kind.Kind} {WebhookRegistrations.Name}: {(was ? "removed" : "was not there")}");
            }
        }
        catch (ApiException e)
        {
            await output.WriteLineAsync($"FAILED {e.Message.ReplaceLineEndings(" ")}");
            return false;
        }

        await Task.Delay(Settling, time, cancellation);
        return true;
    }
}
