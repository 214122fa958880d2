using Microsoft.AspNetCore.Routing;

namespace OperatorRuntime;

/// <summary>The named checks behind <c>/livez</c> and <c>/readyz</c>.</summary>
public sealed class HealthChecks
{
    /// <summary>A failing liveness check has the process restarted: only for what a restart mends.</summary>
    public void AddLiveness(string name, Func<bool> check) => throw new NotSupportedException();

    /// <summary>A failing readiness check takes the process out of service.</summary>
    public void AddReadiness(string name, Func<bool> check) => throw new NotSupportedException();

    /// <summary>Serves <c>/livez</c> and <c>/readyz</c>: 200 or 503, and a line for each check.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => throw new NotSupportedException();
}
