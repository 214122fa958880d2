using System.Diagnostics;
using TestRunner;

// test-runner REPORTS-FOLDER ASSEMBLY... [-- FILTER...]: runs test projects one after the other and ends with the sum of their
// own reports. Exit code 0: something ran, and nothing failed.
if (args.Length < 2)
{
    await Console.Error.WriteLineAsync("usage: test-runner REPORTS-FOLDER ASSEMBLY... [-- FILTER...]");
    return 2;
}

string reportsFolder = Directory.CreateDirectory(args[0]).FullName;
string[] assemblies = [.. args.Skip(1).TakeWhile(a => a != "--")];
string[] filters = [.. args.SkipWhile(a => a != "--").Skip(1)];

var reports = new List<Report>();
foreach (string assembly in assemblies)
{
    var project = new TestProject(assembly, reportsFolder);
    Console.WriteLine($"== {project.Name}");
    var watch = Stopwatch.StartNew();
    var report = await project.RunAsync(filters);
    Console.WriteLine($"   {project.Name}: {report.Passed} passed, {report.Failures.Count} failed, {report.Skipped.Count} skipped in {watch.Elapsed.TotalSeconds:0.0} s");
    reports.Add(report);
}

return Summary.Print(reports, Console.Out);
