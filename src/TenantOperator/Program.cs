using TenantOperator.Commands;
using TenantOperator.Roles;

return await CommandLine.RunAsync(
    CommandLine.Build(ControllerRole.RunAsync, WebhooksRole.RunAsync, Errands.Check, Errands.RemoveRegistrations), args, Console.Out, Console.Error);
