using System.Text.Json.Nodes;
using OperatorRuntime;
using Tenancy.Api;
using TenantOperator.Controllers;
using TenantOperator.Registrations;

namespace TenantOperator.Commands;

/// <summary>
/// Whether admission is at work, as the API server itself shows it: in dry-run it must let a Tenant through and refuse a Namespace that claims to be a tenant's. Nothing is stored.
/// </summary>
internal sealed class AdmissionCheck(KubeTransport transport, TextWriter output, TimeProvider time)
{
    /// <summary>The name of all that is asked for; the chart's role for the check knows it.</summary>
    public const string Name = "tenant-operator-check";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Asks until both answers are what they should be, or the time is up; tells both, a line each, and returns whether they were.</summary>
    public async Task<bool> RunAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var (accepts, accepted) = await AcceptsAsync(cancellation);
            var (refuses, refused) = await RefusesAsync(cancellation);
            var holds = accepts && refuses;
            // Right after an installation the webhooks need a moment.
            if (!holds && time.GetElapsedTime(started) + Pause < timeout)
            {
                await Task.Delay(Pause, time, cancellation);
                continue;
            }
            await output.WriteLineAsync(Line(accepts, accepted));
            await output.WriteLineAsync(Line(refuses, refused));
            return holds;
        }
    }

    private async Task<(bool Holds, string Line)> AcceptsAsync(CancellationToken cancellation)
    {
        try
        {
            (await transport.DryRunApplyAsync(Kinds.Tenant, NamespacedName.Cluster(Name), NewTenant(), Name, cancellation)).Dispose();
            return (true, "a Tenant is accepted");
        }
        catch (ApiException e)
        {
            return (false, $"a Tenant is not accepted: {e.Message}");
        }
    }

    private async Task<(bool Holds, string Line)> RefusesAsync(CancellationToken cancellation)
    {
        try
        {
            (await transport.DryRunCreateAsync(Kinds.Namespace, NewNamespace(), Name, cancellation)).Dispose();
            return (false, "a Namespace that claims to be a tenant's is let through: the API server does not ask the webhooks, or they do not refuse");
        }
        catch (ApiException e) when (e.IsOurDenial())
        {
            return (true, "a Namespace that claims to be a tenant's is refused by admission");
        }
        catch (ApiException e)
        {
            return (false, $"a Namespace that claims to be a tenant's is not refused by our admission: {e.Message}");
        }
    }

    private static string Line(bool holds, string what) => $"{(holds ? "ok    " : "FAILED")} {what.ReplaceLineEndings(" ")}";

    private static JsonObject NewTenant() => new()
    {
        ["apiVersion"] = Kinds.Tenant.ApiVersion,
        ["kind"] = Kinds.Tenant.Kind,
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["owners"] = new JsonArray(new JsonObject { ["kind"] = nameof(SubjectKind.User), ["name"] = Name }),
            ["namespaces"] = new JsonObject { ["provision"] = new JsonArray(new JsonObject { ["name"] = "dev" }) },
        },
    };

    private static JsonObject NewNamespace() => new()
    {
        ["apiVersion"] = Kinds.Namespace.ApiVersion,
        ["kind"] = Kinds.Namespace.Kind,
        ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = new JsonObject { [Labels.Tenant] = Name } },
    };
}
