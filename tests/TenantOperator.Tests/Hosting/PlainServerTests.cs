using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OperatorRuntime;
using TenantOperator.Commands;
using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class PlainServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crowd_that_says_nothing_keeps_no_probe_out(bool onTheProbesPort)
    {
        var options = new ProcessOptions("", null, IPAddress.Loopback, 0, FreePort(), FreePort(), LogFormat.Simple);
        await using var server = await StartAsync(options);
        var crowd = new List<Socket>();
        for (var i = 0; i < 600; i++)
        {
            crowd.Add(new(SocketType.Stream, ProtocolType.Tcp));
            await crowd[^1].ConnectAsync(IPAddress.Loopback, onTheProbesPort ? options.HealthPort : options.MetricsPort, Cancel);
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        Assert.Equal("ok\n", await client.GetStringAsync(new Uri($"http://127.0.0.1:{options.HealthPort}/livez"), Cancel));
        Assert.Contains("kubernetes_", await client.GetStringAsync(new Uri($"http://127.0.0.1:{options.MetricsPort}/metrics"), Cancel), StringComparison.Ordinal);
        crowd.ForEach(s => s.Dispose());
    }

    private static async Task<WebApplication> StartAsync(ProcessOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RuntimeMetrics>();
        builder.Services.AddProcessMetrics();
        builder.WebHost.ConfigureKestrel(server => server.ListenForProbes(options));
        var app = builder.Build();
        var checks = new HealthChecks();
        checks.AddReadiness("a-check", () => true);
        app.UseProbes(options, checks);
        await app.StartAsync(Cancel);
        return app;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
