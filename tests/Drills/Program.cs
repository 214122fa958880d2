using Benchmarks.Frame;
using ControlPlanes;
using Drills.Frame;
using Drills.Rendering;

// drills [--only DRILL,...]: does drills and prints docs/reliability.md. drills --print: only prints it. drills --list: tells what there is.
const string List = "--list";
const string Print = "--print";
Invocation invocation;
try
{
    invocation = Invocation.Read(args, "drill", [.. DrillList.All.Select(d => d.Id)], List, Print);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

if (invocation.Has(List))
{
    foreach (var drill in DrillList.All)
        Console.WriteLine($"{drill.Id,-24}{drill.Title}");
    return 0;
}

using var interruption = new Interruption();
var progress = new Progress(Console.Out, !Console.IsOutputRedirected);
var store = new Store<DrillResult>(Repository.PathOf("docs", "reliability"));
var (failed, summary) = (0, "");
if (!invocation.Has(Print))
{
    try
    {
        var done = await new Exercise(store, progress).DoAsync([.. DrillList.All.Where(d => invocation.Includes(d.Id))], interruption.Token);
        var (passed, notDone) = (done.Count(d => d.Result.Holds), done.Count(d => d.Result.NotDone is not null));
        failed = done.Count - passed - notDone;
        summary = $"{passed} passed, {failed} failed, {notDone} not done";
    }
    catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
    {
        (failed, summary) = (1, "stopped: what was seen until now is kept, and the drill that was going on is to be done again");
    }
}

var page = Repository.PathOf("docs", "reliability.md");
await File.WriteAllTextAsync(page, new ReliabilityPage(DrillList.All, store.Get).Print());
progress.Say($"written: {Path.GetRelativePath(Environment.CurrentDirectory, page)}");
if (summary.Length > 0)
    Console.WriteLine(summary);
return failed == 0 ? 0 : 1;
