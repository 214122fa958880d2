using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OperatorRuntime;
using TenantOperator.Configuration;
using Webhooks.Telemetry;

namespace TenantOperator.Hosting;

/// <summary>Sends traces to a collector, if one is named. Else nobody listens, and none are made.</summary>
internal static class Tracing
{
    /// <summary>Subscribes to all that is traced. What a collector does not take is dropped: nothing waits for it.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">Where to, and how much.</param>
    /// <param name="role">The part of the program, as traces tell it.</param>
    public static void AddProcessTracing(this IServiceCollection services, TracingSettings settings, string role)
    {
        if (settings.Endpoint.Length == 0)
            return;
        services.AddOpenTelemetry().WithTracing(tracing => tracing
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService($"tenant-operator-{role}", serviceInstanceId: Environment.MachineName))
            .AddSource(RuntimeTraces.SourceName, AdmissionTrace.SourceName)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SamplingRatio)))
            .AddOtlpExporter(exporter => (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, settings.Address())));
    }
}
