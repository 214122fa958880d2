using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OperatorRuntime;

/// <summary>The named checks behind <c>/livez</c> and <c>/readyz</c>.</summary>
public sealed class HealthChecks
{
    private readonly ConcurrentDictionary<string, Func<bool>> live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<bool>> ready = new(StringComparer.Ordinal);

    /// <summary>A failing liveness check has the process restarted: only for what a restart mends, such as a loop that beats no more.</summary>
    public void AddLiveness(string name, Func<bool> check) => live[name] = check;

    /// <summary>A failing readiness check takes the process out of service: caches not synced, no certificate, not listening.</summary>
    public void AddReadiness(string name, Func<bool> check) => ready[name] = check;

    public bool IsLive => live.Values.All(Holds);

    public bool IsReady => ready.Values.All(Holds);

    /// <summary>Serves <c>/livez</c> and <c>/readyz</c>: 200 or 503, and a line for each check.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/livez", Serve(live));
        endpoints.MapGet("/readyz", Serve(ready));
    }

    /// <summary>Exports every check under the name that Kubernetes' own components have for it, so that an alert can tell a process that is up from one that can do its work.</summary>
    public void Export(RuntimeMetrics metrics) =>
        metrics.Meter.CreateObservableGauge("kubernetes_healthcheck", () => Measure("livez", live).Concat(Measure("readyz", ready)), null, "1 while a check holds, 0 otherwise, by name and type.");

    private static IEnumerable<Measurement<int>> Measure(string type, ConcurrentDictionary<string, Func<bool>> checks) =>
        checks.Select(check => new Measurement<int>(Holds(check.Value) ? 1 : 0, new("name", check.Key), new("type", type)));

    private static RequestDelegate Serve(ConcurrentDictionary<string, Func<bool>> checks) => context =>
    {
        var results = checks.OrderBy(check => check.Key, StringComparer.Ordinal).Select(check => (check.Key, Holds: Holds(check.Value))).ToList();
        var text = new StringBuilder();
        foreach (var (name, holds) in results)
        {
            text.Append(holds ? "[+]" : "[-]").Append(name).Append(holds ? " ok\n" : " failed\n");
        }
        context.Response.StatusCode = results.All(result => result.Holds) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text.Append(results.All(result => result.Holds) ? "ok\n" : "failed\n").ToString());
    };

    private static bool Holds(Func<bool> check)
    {
        try
        {
            return check();
        }
#pragma warning disable CA1031 // A check that cannot be made has failed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
