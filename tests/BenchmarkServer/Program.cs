using BenchmarkServer;
using TenantOperator.Commands;
using TenantOperator.Hosting;
using TenantOperator.Roles;

// The operator's own command line and processes; the webhooks have what they are measured against on the same server, which the product has not.
return await CommandLine.RunAsync(
    CommandLine.Build(ControllerRole.RunAsync, (options, settings) =>
    {
        var app = WebhooksRole.Build(options, settings);
        Baseline.Map(app);
        return app.RunToEndAsync();
    }),
    args, Console.Out, Console.Error);
