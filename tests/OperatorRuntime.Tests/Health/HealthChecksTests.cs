using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OperatorRuntime.Tests.Health;

public sealed class HealthChecksTests
{
    [Fact]
    public async Task Each_check_has_a_line_and_one_failing_or_throwing_check_makes_503()
    {
        var checks = new HealthChecks();
        var synced = false;
        checks.AddLiveness("loops", () => true);
        checks.AddReadiness("caches", () => synced);
        checks.AddReadiness("broken", () => synced ? true : throw new InvalidOperationException());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        checks.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.Equal("[+]loops ok\nok\n", await client.GetStringAsync("/livez"));
        var response = await client.GetAsync("/readyz");
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("[-]broken failed\n[-]caches failed\nfailed\n", await response.Content.ReadAsStringAsync());
        synced = true;
        Assert.Equal("[+]broken ok\n[+]caches ok\nok\n", await client.GetStringAsync("/readyz"));
    }
}
