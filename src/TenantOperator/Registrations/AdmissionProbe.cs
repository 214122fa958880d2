using System.Text.Json.Nodes;
using OperatorRuntime;
using TenantOperator.Controllers;

namespace TenantOperator.Registrations;

/// <summary>
/// Asks the API server, in dry-run, for a TenantClass that the webhooks refuse. Its answer shows what no look at pods or endpoints can: that the API server itself, from
/// where it is, reaches them and trusts them, and that they decide.
/// </summary>
internal sealed class AdmissionProbe(KubeTransport transport)
{
    private const string Name = "tenant-operator-probe";

    /// <summary>Why the webhooks do not answer, in words; null when they do.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        try
        {
            (await transport.DryRunCreateAsync(Kinds.TenantClass, Refused(), ManagedObjects.FieldManager, cancellation)).Dispose();
            return "the API server does not ask them yet";
        }
        catch (ApiException e) when (e.IsOurDenial())
        {
            return null;
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }

    // The schema takes it; that the expression does not parse only the webhooks know.
    private static JsonObject Refused() => new()
    {
        ["apiVersion"] = Kinds.TenantClass.ApiVersion,
        ["kind"] = Kinds.TenantClass.Kind,
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject { ["policy"] = new JsonObject { ["pods"] = new JsonObject { ["registries"] = new JsonArray("regex:(") } } },
    };
}
