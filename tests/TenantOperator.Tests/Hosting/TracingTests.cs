using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using OperatorRuntime;
using TenantOperator.Configuration;
using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class TracingTests
{
    private readonly ConcurrentQueue<(string Path, string? Type, string Content)> _received = new();

    [Fact]
    public async Task Traces_reach_a_collector_by_OTLP_over_HTTP()
    {
        await using var collector = await CollectorAsync();
        await using var process = new ServiceCollection().AddTracing(new() { Endpoint = collector.Urls.Single(), SamplingRatio = 1 }).BuildServiceProvider();
        var provider = process.GetRequiredService<TracerProvider>();

        using var source = new ActivitySource(RuntimeTraces.SourceName);
        source.StartActivity("reconcile")?.SetTag("reconcile.controller", "a-controller").Stop();
        provider.ForceFlush();

        var (path, type, content) = Assert.Single(_received);
        Assert.Equal(("/v1/traces", "application/x-protobuf"), (path, type));
        Assert.Contains("tenant-operator-webhooks", content, StringComparison.Ordinal);
        Assert.Contains("a-controller", content, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_endpoint_nothing_listens()
    {
        var services = new ServiceCollection().AddTracing(new());

        Assert.Empty(services);
    }

    [Theory]
    [InlineData("http://otel:4318", "http://otel:4318/v1/traces")]
    [InlineData("https://otel.example.com/", "https://otel.example.com/v1/traces")]
    [InlineData("https://otel.example.com/tenant-a/v1/traces", "https://otel.example.com/tenant-a/v1/traces")]
    public void A_path_is_added_where_there_is_none(string endpoint, string address) => Assert.Equal(address, new TracingSettings { Endpoint = endpoint }.Address().AbsoluteUri);

    private async Task<WebApplication> CollectorAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var collector = builder.Build();
        collector.Run(ReceiveAsync);
        await collector.StartAsync();
        return collector;
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        // Texts stand in protobuf as they are.
        _received.Enqueue((http.Request.Path, http.Request.ContentType, Encoding.UTF8.GetString(content.ToArray())));
    }
}

file static class Services
{
    public static IServiceCollection AddTracing(this IServiceCollection services, TracingSettings settings)
    {
        services.AddProcessTracing(settings, "webhooks");
        return services;
    }
}
