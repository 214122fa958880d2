using System.Runtime.CompilerServices;

namespace Chart.Tests.Installed;

/// <summary>
/// The whole of what each identity may do, as the API server answers it, against the files in <c>rights/</c>: no right comes or
/// goes without its line in a review. UPDATE_GOLDEN=1 writes the files anew.
/// </summary>
[Collection(nameof(ChartCollection))]
public sealed class RightsTests(InstalledChart chart)
{
    [Theory]
    [InlineData("owner")]
    [InlineData("edit")]
    [InlineData("view")]
    public async Task A_member_may_do_in_a_namespace_just_what_is_listed_for_the_role(string role)
    {
        using var member = await chart.MemberAsync(role);

        AssertListed(role, await Rights.OfAsync(member, InstalledChart.TenantNamespace));
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("edit")]
    [InlineData("view")]
    public async Task A_curated_role_gives_nothing_outside_of_the_namespace_it_is_bound_in(string role)
    {
        using var member = await chart.MemberAsync(role);

        Assert.Empty(await Rights.OfAsync(member, "kube-system"));
    }

    [Theory]
    [InlineData("controller")]
    [InlineData("webhooks")]
    public async Task A_process_may_do_in_its_own_namespace_just_what_is_listed_for_it(string process)
    {
        using var account = await chart.ServiceAccountAsync($"tenant-operator-{process}");

        AssertListed(process, await Rights.OfAsync(account, InstalledChart.Namespace));
    }

    private static void AssertListed(string name, IReadOnlyList<string> rights, [CallerFilePath] string here = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(here)!, "rights", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllLines(file, rights);
        Assert.Equal(File.ReadAllLines(file), rights);
    }
}
