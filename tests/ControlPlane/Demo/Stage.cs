using System.Diagnostics;
using ControlPlanes.Processes;

namespace ControlPlanes.Demo;

/// <summary>Where the demo plays: says what a step does, runs real commands, shows what they answered, keeps count of what went wrong.</summary>
internal sealed class Stage(TextWriter output, string kubectl, string adminKubeconfig, string aliceKubeconfig)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly List<string> failures = [];
    private int act;

    /// <summary>What did not go as it had to.</summary>
    public IReadOnlyList<string> Failures => failures;

    public void Act(string title, string explanation) =>
        output.WriteLine($"\n{++act}. {title}\n   {explanation.ReplaceLineEndings("\n   ")}");

    public void Say(string text) => output.WriteLine($"   {text.TrimEnd().ReplaceLineEndings("\n   ")}");

    /// <summary>A part of an act.</summary>
    public void Scene(string title) => output.WriteLine($"\n   {title}");

    /// <summary>Holds what was seen against what had to be.</summary>
    public void Expect(bool holds, string what)
    {
        output.WriteLine($"   {(holds ? "ok:" : "FAILED:")} {what}");
        if (!holds)
            failures.Add(what);
    }

    /// <summary>Runs kubectl as the platform admin; the command and its output are shown.</summary>
    public Task<CommandLine.Result> AdminAsync(CancellationToken cancel, params string[] arguments) =>
        ShownAsync(adminKubeconfig, arguments, cancel);

    /// <summary>Runs kubectl as alice; the command is shown, and its output unless it is left to the caller.</summary>
    public Task<CommandLine.Result> AliceAsync(CancellationToken cancel, bool quiet, params string[] arguments) =>
        ShownAsync(aliceKubeconfig, arguments, cancel, quiet);

    /// <summary>Runs kubectl as the platform admin and shows nothing.</summary>
    public Task<CommandLine.Result> AskAsync(CancellationToken cancel, params string[] arguments) =>
        CommandLine.RunAsync(kubectl, ["--kubeconfig", adminKubeconfig, .. arguments], cancel: cancel);

    /// <summary>Asks again and again until the condition holds.</summary>
    /// <returns>How long that took; null when it did not within a minute.</returns>
    public async Task<TimeSpan?> UntilAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Deadline)
        {
            if (await condition())
                return watch.Elapsed;
            await Task.Delay(50, cancel);
        }

        return null;
    }

    private async Task<CommandLine.Result> ShownAsync(string kubeconfig, string[] arguments, CancellationToken cancel, bool quiet = false)
    {
        string shown = Path.GetRelativePath(Repository.Root, kubeconfig);
        output.WriteLine($"   $ kubectl --kubeconfig {shown} {string.Join(' ', arguments.Select(Quoted))}");
        var result = await CommandLine.RunAsync(kubectl, ["--kubeconfig", kubeconfig, .. arguments], cancel: cancel);
        if (!quiet && result.Text.Length > 0)
            output.WriteLine($"     {result.Text.ReplaceLineEndings("\n     ")}");
        return result;
    }

    // As a shell wants it: what is shown can be typed.
    private static string Quoted(string argument) =>
        argument.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,:".Contains(c, StringComparison.Ordinal)) ? argument : $"'{argument}'";
}
