using TenantOperator.Commands;
using TenantOperator.Configuration;

namespace TenantOperator.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private ProcessOptions? _options;
    private OperatorSettings? _settings;

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_role_gets_its_options_and_the_settings_of_the_file()
    {
        await File.WriteAllTextAsync(_file, """{"certificates": {"source": "Secret", "servingLifetime": "1h30m"}, "platform": {"adminGroups": ["sre"]}}""");

        Assert.Equal(0, await Run("webhooks", "--config", _file, "--bind", "127.0.0.1", "--port", "19443"));

        Assert.Equal("127.0.0.1", _options!.Bind.ToString());
        Assert.Equal((19443, 8081, 8080), (_options.Port, _options.HealthPort, _options.MetricsPort));
        Assert.Equal(TimeSpan.FromMinutes(90), _settings!.Certificates.ServingLifetime);
        Assert.Equal(CertificateSource.Secret, _settings.Certificates.Source);
        Assert.Equal(["sre"], _settings.Platform.AdminGroups);
        Assert.Equal("tenant-operator-webhook-ca", _settings.Certificates.SecretName);
    }

    [Theory]
    [InlineData("""{"platform": {"adminGrups": []}}""", "unknown key \"adminGrups\" in platform (line 1)")]
    [InlineData("""{"certificate": {}}""", "unknown key \"certificate\" (line 1)")]
    [InlineData("{\n\"certificates\": {\"overlap\": \"10 minutes\"}}", "certificates.overlap: a duration such as \"168h\" or \"1h30m\" is wanted here (line 2)")]
    [InlineData("""{"certificates": {"ipAddresses": ["localhost"]}}""", "certificates.ipAddresses: \"localhost\" is not an IP address")]
    [InlineData("""{"platform": {"clusterRanges": ["10.0.0.0"]}}""", "platform.clusterRanges: \"10.0.0.0\" is no address range such as 10.244.0.0/16")]
    [InlineData("""{"certificates": {"source": "Vault"}}""", "certificates.source: the value is of the wrong type (line 1)")]
    [InlineData("""{"certificates": {"dnsNames": []}}""", "certificates: dnsNames or ipAddresses must name at least one address")]
    [InlineData("""{"process": {"tenantWorkers": "four"}}""", "process.tenantWorkers: the value is of the wrong type (line 1)")]
    [InlineData("""{"platform": null}""", "platform: null is not a value here")]
    [InlineData("""{"leaderElection": {"renewDeadline": "15s"}}""", "leaderElection: retryPeriod must be shorter than renewDeadline")]
    [InlineData("""{"denialEvents": {"perNamespacePerMinute": 0}}""", "denialEvents: perNamespacePerMinute must be between 1 and 1000")]
    [InlineData("""{"denialEvents": {"perNamespace": 5}}""", "unknown key \"perNamespace\" in denialEvents (line 1)")]
    [InlineData("""{"tracing": {"endpoint": "otel-collector:4318"}}""", "tracing.endpoint: \"otel-collector:4318\" is no URL such as http://otel-collector.monitoring:4318")]
    [InlineData("""{"tracing": {"samplingRatio": 1.5}}""", "tracing: samplingRatio must be between 0 and 1")]
    [InlineData("""{"platform": {}, "platform": {}}""", "platform")]
    [InlineData("{", "Expected depth")]
    [InlineData("", "The input does not contain any JSON tokens")]
    public async Task A_mistake_in_the_file_is_one_line_that_says_where(string content, string message)
    {
        await File.WriteAllTextAsync(_file, content);

        Assert.Equal(2, await Run("controller", "--config", _file));

        var line = Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith($"tenant-operator: configuration file {_file}: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.Null(_settings);
    }

    [Theory]
    [InlineData("'--config' is required", "controller")]
    [InlineData("cannot read the configuration file", "controller", "--config", "/nowhere/config.json")]
    [InlineData("'controler'", "controler", "--config", "x")]
    [InlineData("--bind: \"here\" is not an IP address", "webhooks", "--config", "x", "--bind", "here")]
    [InlineData("--port: a port is between 1 and 65535", "webhooks", "--config", "x", "--port", "70000")]
    public async Task A_mistake_on_the_command_line_is_one_line(string message, params string[] args)
    {
        Assert.Equal(2, await Run(args));

        Assert.Contains(message, Assert.Single(_error.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_errand_gets_its_options_and_somewhere_to_write_and_needs_no_file()
    {
        ErrandOptions? options = null;
        var errand = new Errand("look", "Looks", async (o, _) =>
        {
            options = o;
            await o.Output.WriteLineAsync("seen");
            return 3;
        });

        var code = await CommandLine.RunAsync(CommandLine.Build(Remember, Remember, errand), ["look", "--kubeconfig", "k", "--timeout", "7"], _output, _error);

        Assert.Equal(3, code);
        Assert.Equal(("k", TimeSpan.FromSeconds(7)), (options!.Kubeconfig, options.Timeout));
        Assert.Equal("seen", _output.ToString().TrimEnd());
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        Assert.Equal(0, await Run("--version"));

        Assert.Matches(@"^\d+\.\d+\.\d+", _output.ToString());
    }

    private Task<int> Run(params string[] args) => CommandLine.RunAsync(CommandLine.Build(Remember, Remember), args, _output, _error);

    private Task<int> Remember(ProcessOptions options, OperatorSettings settings)
    {
        (_options, _settings) = (options, settings);
        return Task.FromResult(0);
    }
}
