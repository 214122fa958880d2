using Benchmarks.Frame;
using ControlPlanes;

// benchmarks [--quick] [--only SECTION,...]: measures sections and prints docs/performance.md. benchmarks --print: only prints it.
string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

var only = Option("--only") is { Length: > 0 } given ? given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null;
if (only?.FirstOrDefault(id => SectionList.All.All(s => s.Id != id)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"there is no section \"{unknown}\"; there are {string.Join(", ", SectionList.All.Select(s => s.Id))}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

var bench = new Bench(Repository.PathOf("docs"), new(Console.Out, !Console.IsOutputRedirected));
var failures = args.Contains("--print", StringComparer.Ordinal)
    ? 0
    : await bench.MeasureAsync([.. SectionList.All.Where(s => only?.Contains(s.Id, StringComparer.Ordinal) != false)], args.Contains("--quick", StringComparer.Ordinal), stop.Token);
bench.Print();
return failures == 0 ? 0 : 1;
