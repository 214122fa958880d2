using System.Text.RegularExpressions;
using ControlPlanes;

namespace Integration.SelfService;

/// <summary>Runs the commands of docs/self-service.md: as alice, an owner of acme, and as a platform admin.</summary>
[Collection(OperatorCollection.Name)]
public sealed partial class SelfServicePageTests(RunningOperator @operator)
{
    [Fact]
    public async Task Each_command_of_the_page_does_what_it_says()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "self-service.md"), TestContext.Current.CancellationToken);
        var name = ApiServer.UniqueName("page");
        await @operator.ReadyTenantAsync(name, $"  owners: [{{kind: User, name: {name}-alice}}]\n  namespaces: {{provision: [{{name: dev}}], allowedLabels: [stage]}}");
        var alice = await @operator.UserAsync($"{name}-alice");

        var commands = Block().Matches(page).SelectMany(b => b.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.True(commands.Length >= 5, "the page has lost its commands");
        foreach (var command in commands)
        {
            Assert.StartsWith("kubectl ", command, StringComparison.Ordinal);
            var who = command.Contains("namespaceledger", StringComparison.Ordinal) ? @operator.Admin : alice;
            var arguments = command["kubectl ".Length..].Replace("acme", name, StringComparison.Ordinal);
            // The right to make one, or to touch one that was made, comes within seconds.
            await Eventually.HoldsAsync(async () => (await who.TryAsync(arguments)).Succeeded, TestContext.Current.CancellationToken, command);
        }
        // The right to look at the namespace may go before the namespace does, and with it the wait of kubectl delete.
        await Eventually.HoldsAsync(async () => await @operator.Admin.GetAsync($"namespace {name}-test") is null, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
