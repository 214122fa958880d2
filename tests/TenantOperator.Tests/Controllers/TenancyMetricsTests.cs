using System.Diagnostics.Metrics;
using TenantOperator.Controllers;

namespace TenantOperator.Tests.Controllers;

public sealed class TenancyMetricsTests : IAsyncLifetime
{
    private const string Spec = """
        {"owners": [{"kind": "User", "name": "alice"}], "namespaces": {"provision": [{"name": "dev"}, {"name": "prod"}]},
         "quotas": [{"name": "objects", "hard": {"pods": "10", "requests.cpu": "2500m"}}]}
        """;

    private FakeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        await _cluster.PutTenantAsync("acme", Spec);
        await _cluster.SettleAsync("acme");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public void Tenants_are_counted_by_whether_they_are_ready()
    {
        var read = Read();

        Assert.Equal(1, read["tenants ready=true"]);
        Assert.Equal(0, read["tenants ready=false"]);
    }

    [Fact]
    public void Namespaces_are_counted_by_tenant() => Assert.Equal(2, Read()["tenant_namespaces tenant=acme"]);

    [Fact]
    public async Task Quotas_are_summed_over_a_tenant_s_namespaces_in_base_units()
    {
        await UseAsync("acme-dev", "3", "500m");
        await UseAsync("acme-prod", "4", "1");

        var read = Read();
        Assert.Equal(20, read["tenant_quota_hard resource=pods tenant=acme"]);
        Assert.Equal(5, read["tenant_quota_hard resource=requests.cpu tenant=acme"]);
        Assert.Equal(7, read["tenant_quota_used resource=pods tenant=acme"]);
        Assert.Equal(1.5, read["tenant_quota_used resource=requests.cpu tenant=acme"]);
    }

    [Fact]
    public async Task A_quota_that_is_gone_counts_no_more()
    {
        await UseAsync("acme-dev", "3", "500m");

        await _cluster.DeleteAsync(Kinds.ResourceQuota, "acme-dev", "tenant-quota-objects");

        Assert.DoesNotContain("tenant_quota_used resource=pods tenant=acme", Read().Keys);
    }

    [Fact]
    public void Who_does_not_lead_tells_nothing() => Assert.Empty(Read(leads: false));

    private Task UseAsync(string ns, string pods, string cpu) => _cluster.EditAsync($"api/v1/namespaces/{ns}/resourcequotas/tenant-quota-objects", quota => quota["status"] = System.Text.Json.Nodes.JsonNode.Parse(
        $$$"""{"hard": {"pods": "10", "requests.cpu": "2500m"}, "used": {"pods": "{{{pods}}}", "requests.cpu": "{{{cpu}}}"}}"""));

    private Dictionary<string, double> Read(bool leads = true)
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal);
        using var metrics = new TenancyMetrics(_cluster.Caches, () => leads);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (metrics.Owns(instrument))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) =>
            read[string.Join(' ', [instrument.Name, .. labels.ToArray().Select(l => $"{l.Key}={l.Value}")])] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
