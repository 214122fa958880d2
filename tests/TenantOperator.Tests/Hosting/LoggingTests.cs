using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TenantOperator.Commands;
using TenantOperator.Hosting;

namespace TenantOperator.Tests.Hosting;

public sealed class LoggingTests
{
    [Fact]
    public void JSON_is_an_object_a_line_with_what_is_said_as_fields()
    {
        var line = JsonNode.Parse(Logged(LogFormat.Json, log => log.LogInformation("Tenant {Tenant} is \"new\"", "acme")))!;

        Assert.Equal(("Information", "a-category", "Tenant acme is \"new\"", "acme"), (line["LogLevel"]!.ToString(), line["Category"]!.ToString(), line["Message"]!.ToString(), line["State"]!["Tenant"]!.ToString()));
        Assert.EndsWith("Z", line["Timestamp"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Simple_is_a_line_for_a_person()
    {
        var line = Logged(LogFormat.Simple, log => log.LogWarning("Tenant {Tenant} is new", "acme"));

        Assert.Matches(@"^\S+Z .*warn.*: a-category\[0\] Tenant acme is new\n$", line);
    }

    [Fact]
    public void What_the_framework_says_of_its_own_is_left_out() => Assert.Equal("", Logged(LogFormat.Simple, log => log.LogInformation("now listening"), "Microsoft.Hosting.Lifetime"));

    private static string Logged(LogFormat format, Action<ILogger> say, string category = "a-category")
    {
        using var output = new MemoryStream();
        using (var services = new ServiceCollection().AddLogging(logging => logging.AddProcessLogging(format, output)).BuildServiceProvider())
            say(services.GetRequiredService<ILoggerFactory>().CreateLogger(category));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
