namespace Integration.Escapes;

/// <summary>
/// The ways out of a tenant through the API, tried one by one by its owner and by a service account with the owner's role, with RBAC
/// and admission as they are installed.
/// </summary>
[Collection(OperatorCollection.Name)]
public sealed class EscapeTests(EscapeScene scene) : IClassFixture<EscapeScene>
{
    public static TheoryData<string, string> Escapes => Of(Attempt.All);

    public static TheoryData<string, string> Allowed => Of(Attempt.Controls);

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task No_way_leads_out_of_the_tenant(string who, string about)
    {
        var attempt = Attempt.All.Single(a => a.About == about);
        var before = await scene.WallsAsync();

        var said = await (await scene.KubectlAsync(who)).RefusedAsync(scene.Fill(attempt.Kubectl), attempt.Manifest is { } input ? scene.Fill(input) : null);

        Assert.Matches(attempt.Said, said);
        Assert.Equal(before, await scene.WallsAsync());
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task What_stays_inside_is_allowed(string who, string about)
    {
        var attempt = Attempt.Controls.Single(a => a.About == about);

        await (await scene.KubectlAsync(who)).RunAsync(scene.Fill(attempt.Kubectl) + " --dry-run=server", scene.Fill(attempt.Manifest!));
    }

    private static TheoryData<string, string> Of(IEnumerable<Attempt> attempts)
    {
        var all = new TheoryData<string, string>();
        foreach (var attempt in attempts)
        {
            all.Add("owner", attempt.About);
            all.Add("service account", attempt.About);
        }
        return all;
    }
}
