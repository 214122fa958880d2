using Benchmarks.Frame;
using ControlPlanes;

// benchmarks [--quick] [--only SECTION,...]: measures sections and prints docs/performance.md. benchmarks --print: only prints it.
const string Quick = "--quick";
const string Print = "--print";
Invocation invocation;
try
{
    invocation = Invocation.Read(args, "section", [.. SectionList.All.Select(s => s.Id)], Quick, Print);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

using var interruption = new Interruption();
var bench = new Bench(Repository.PathOf("docs"), new(Console.Out, !Console.IsOutputRedirected));
var failures = invocation.Has(Print)
    ? 0
    : await bench.MeasureAsync([.. SectionList.All.Where(s => invocation.Includes(s.Id))], invocation.Has(Quick), interruption.Token);
bench.Print();
return failures == 0 ? 0 : 1;
