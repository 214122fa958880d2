using Benchmarks.Frame;
using ControlPlanes;
using Drills.Frame;
using Drills.Rendering;

// drills [--only DRILL,...]: does drills and prints docs/reliability.md. drills --print: only prints it. drills --list: tells what there is.
string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

if (args.Contains("--list", StringComparer.Ordinal))
{
    foreach (var drill in DrillList.All)
        Console.WriteLine($"{drill.Id,-24}{drill.Title}");
    return 0;
}

var only = Option("--only") is { Length: > 0 } given ? given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : null;
if (only?.FirstOrDefault(id => DrillList.All.All(d => d.Id != id)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"there is no drill \"{unknown}\"; there are {string.Join(", ", DrillList.All.Select(d => d.Id))}");
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

var progress = new Progress(Console.Out, !Console.IsOutputRedirected);
var store = new Store<DrillResult>(Repository.PathOf("docs", "reliability"));
var (passed, failed, notDone) = (0, 0, 0);
if (!args.Contains("--print", StringComparer.Ordinal))
{
    try
    {
        var done = await new Exercise(store, progress).DoAsync([.. DrillList.All.Where(d => only?.Contains(d.Id, StringComparer.Ordinal) != false)], stop.Token);
        (passed, notDone) = (done.Count(d => d.Result.Holds), done.Count(d => d.Result.NotDone is not null));
        failed = done.Count - passed - notDone;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        progress.Say("stopped; what was seen until now is kept");
        failed++;
    }
}

var page = Repository.PathOf("docs", "reliability.md");
await File.WriteAllTextAsync(page, new ReliabilityPage(DrillList.All, store.Get).Print());
progress.Say($"written: {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
if (!args.Contains("--print", StringComparer.Ordinal))
    Console.WriteLine($"{passed} passed, {failed} failed, {notDone} not done");
return failed == 0 ? 0 : 1;
