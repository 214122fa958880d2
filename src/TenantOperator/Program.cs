using TenantOperator.Commands;

var root = CommandLine.Build((_, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
return await CommandLine.RunAsync(root, args, Console.Out, Console.Error);
