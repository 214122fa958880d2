using System.CommandLine;
using System.CommandLine.Invocation;
using System.Net;
using TenantOperator.Configuration;

namespace TenantOperator.Commands;

/// <summary>The command line: a role or an errand a command.</summary>
internal static class CommandLine
{
    /// <summary>The exit code of a command line or configuration that cannot be used.</summary>
    public const int UsageError = 2;

    private static readonly Option<string> Config = new("--config")
    {
        Description = "The configuration file (JSON)",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> Kubeconfig = new("--kubeconfig")
    {
        Description = "The kubeconfig; without it, the service account of the pod is used",
        HelpName = "FILE",
    };

    private static readonly Option<IPAddress> Bind = new("--bind")
    {
        Description = "The address that every port is opened on",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => IPAddress.IPv6Any,
        CustomParser = result =>
        {
            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                return address;
            result.AddError($"--bind: \"{result.Tokens[0].Value}\" is not an IP address");
            return null;
        },
    };

    private static readonly Option<int> Port = PortOption("--port", 9443, "The webhooks' TLS port");
    private static readonly Option<int> HealthPort = PortOption("--health-port", 8081, "The plain port of /livez and /readyz");
    private static readonly Option<int> MetricsPort = PortOption("--metrics-port", 8080, "The plain port of /metrics");

    private static readonly Option<LogFormat> Logs = new("--log-format")
    {
        Description = "How logs are written: auto is simple on a terminal and JSON elsewhere",
        DefaultValueFactory = _ => LogFormat.Auto,
    };

    private static readonly Option<int> Seconds = SecondsOption();

    /// <summary>A role: runs until it is told to stop, and returns the exit code.</summary>
    public delegate Task<int> Role(ProcessOptions options, OperatorSettings settings);

    /// <summary>Builds the command line around the two roles and the errands.</summary>
    public static RootCommand Build(Role controller, Role webhooks, params ReadOnlySpan<Errand> errands)
    {
        var root = new RootCommand("Isolated namespaces for the tenants of a shared cluster")
        {
            Command("controller", "Turns Tenants into namespaces and what must stand in them, and keeps it so", controller),
            Command("webhooks", "Answers the API server's admission requests", webhooks),
        };
        foreach (var errand in errands)
            root.Add(Command(errand));
        return root;
    }

    /// <summary>Parses and runs; returns the exit code. Errors of usage and configuration are one line on <paramref name="error"/>.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args, TextWriter output, TextWriter error)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            await error.WriteLineAsync($"tenant-operator: {string.Join("; ", parsed.Errors.Select(e => e.Message))} (see --help)");
            return UsageError;
        }

        try
        {
            // Signals belong to the host, which stops in an order; the library would end the process after two seconds.
            return await parsed.InvokeAsync(new() { Output = output, Error = error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (SettingsException e)
        {
            await error.WriteLineAsync($"tenant-operator: {e.Message}");
            return UsageError;
        }
    }

    private static Command Command(string name, string description, Role role)
    {
        var command = new Command(name, description) { Config, Kubeconfig, Bind, Port, HealthPort, MetricsPort, Logs };
        command.SetAction((result, _) =>
        {
            var options = new ProcessOptions(
                result.GetRequiredValue(Config), result.GetValue(Kubeconfig), result.GetRequiredValue(Bind),
                result.GetValue(Port), result.GetValue(HealthPort), result.GetValue(MetricsPort), result.GetValue(Logs));
            return role(options, SettingsFile.Read(options.Config));
        });
        return command;
    }

    private static Command Command(Errand errand)
    {
        var command = new Command(errand.Name, errand.Description) { Kubeconfig, Seconds };
        command.SetAction((result, cancellation) => errand.Run(
            new(result.GetValue(Kubeconfig), TimeSpan.FromSeconds(result.GetValue(Seconds)), result.InvocationConfiguration.Output), cancellation));
        return command;
    }

    private static Option<int> SecondsOption()
    {
        var option = new Option<int>("--timeout") { Description = "How long to go on trying", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
                result.AddError("--timeout: between 1 and 3600 seconds");
        });
        return option;
    }

    private static Option<int> PortOption(string name, int port, string description)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "PORT", DefaultValueFactory = _ => port };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65_535)
                result.AddError($"{name}: a port is between 1 and 65535");
        });
        return option;
    }
}
