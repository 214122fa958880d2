using FakeApiServer;
using k8s;
using OperatorRuntime;
using TenantOperator.Commands;

namespace TenantOperator.Tests.Commands;

/// <summary>What the check makes of an API server's answers; a fake one stores whatever it is not told to refuse.</summary>
public sealed class AdmissionCheckTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private ApiServer _server = null!;
    private KubeTransport _transport = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServer.StartAsync();
        _transport = new(new KubernetesClientConfiguration { Host = _server.Url });
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await _server.DisposeAsync();
        await _output.DisposeAsync();
    }

    [Fact]
    public async Task It_passes_when_the_Tenant_is_accepted_and_our_admission_refuses_the_Namespace()
    {
        Refuse(403, "admission webhook \"new-namespaces.validate.tenantoperator.io\" denied the request: no tenant: 1 violation\n- namespaces/ownership");

        Assert.True(await CheckAsync());

        Assert.All(Lines(), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.All(_server.Requests.Writes, w => Assert.Contains("dryRun=All", w.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_fails_when_the_Namespace_is_let_through()
    {
        Assert.False(await CheckAsync());

        Assert.StartsWith("ok ", Lines()[0], StringComparison.Ordinal);
        Assert.StartsWith("FAILED a Namespace that claims to be a tenant's is let through", Lines()[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "namespaces is forbidden: User \"x\" cannot create resource \"namespaces\"")]
    [InlineData(500, "Internal error occurred: failed calling webhook \"new-namespaces.validate.tenantoperator.io\": EOF")]
    [InlineData(403, "admission webhook \"policies.example.com\" denied the request: no")]
    public async Task It_fails_when_somebody_else_refuses(int code, string message)
    {
        Refuse(code, message);

        Assert.False(await CheckAsync());

        Assert.Contains(message, Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_when_the_Tenant_is_refused()
    {
        Refuse(403, "admission webhook \"new-namespaces.validate.tenantoperator.io\" denied the request: no");
        _server.Faults.Add(r => r.Method == "PATCH", new Fault.Answer(500, "InternalError", Message: "failed calling webhook"));

        Assert.False(await CheckAsync());

        Assert.StartsWith("FAILED a Tenant is not accepted", Lines()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_tries_again_as_long_as_it_may()
    {
        _server.Faults.Add(r => r.Method == "PATCH", new Fault.Answer(500, "InternalError"));
        Refuse(403, "admission webhook \"new-namespaces.validate.tenantoperator.io\" denied the request: no");
        Refuse(403, "admission webhook \"new-namespaces.validate.tenantoperator.io\" denied the request: no");

        Assert.True(await new AdmissionCheck(_transport, _output, TimeProvider.System).RunAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.Equal(2, Lines().Length);
    }

    private Task<bool> CheckAsync() => new AdmissionCheck(_transport, _output, TimeProvider.System).RunAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

    private string[] Lines() => _output.ToString().TrimEnd().Split('\n');

    private void Refuse(int code, string message) =>
        _server.Faults.Add(r => r.Method == "POST" && r.Path.EndsWith("/namespaces", StringComparison.Ordinal), new Fault.Answer(code, code == 403 ? "Forbidden" : "InternalError", Message: message));
}
