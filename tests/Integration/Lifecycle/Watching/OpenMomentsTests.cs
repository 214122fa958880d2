namespace Integration.Lifecycle.Watching;

/// <summary>What tests of order rest on: that an open moment is seen.</summary>
public sealed class OpenMomentsTests
{
    private static readonly (string Kind, string Name)[] Walls = [("NetworkPolicy", "tenant-default-deny"), ("ResourceQuota", "tenant-quota-q")];

    private static readonly string[] Provisioned = ["Namespace dev a", "ResourceQuota tenant-quota-q a", "NetworkPolicy tenant-default-deny a", "RoleBinding tenant-owners a"];

    [Fact]
    public void Walls_before_people_are_closed() => Assert.Empty(Of([.. Provisioned]));

    [Fact]
    public void People_before_a_wall_are_seen() =>
        Assert.Contains("ResourceQuota tenant-quota-q is that of nobody", Assert.Single(Of("Namespace dev a", "NetworkPolicy tenant-default-deny a", "RoleBinding tenant-owners a", "ResourceQuota tenant-quota-q a")), StringComparison.Ordinal);

    [Fact]
    public void People_behind_the_walls_of_another_tenant_are_seen() =>
        Assert.Contains("tenant-quota-q is that of b", Assert.Single(Of([.. Provisioned, "Namespace dev b", "ResourceQuota tenant-quota-q b", "-RoleBinding tenant-owners a"])), StringComparison.Ordinal);

    [Fact]
    public void A_move_by_way_of_no_people_is_closed() =>
        Assert.Empty(Of([.. Provisioned, "Namespace dev b", "-RoleBinding tenant-owners a", "ResourceQuota tenant-quota-q b", "NetworkPolicy tenant-default-deny b", "RoleBinding tenant-owners b"]));

    [Fact]
    public void A_move_that_takes_the_default_deny_away_to_make_it_again_is_seen() =>
        Assert.Contains("no default deny any more", Assert.Single(Of([.. Provisioned, "Namespace dev b", "-RoleBinding tenant-owners a", "-NetworkPolicy tenant-default-deny a", "NetworkPolicy tenant-default-deny b"])), StringComparison.Ordinal);

    [Fact]
    public void A_release_takes_the_people_first_and_is_closed() =>
        Assert.Empty(Of([.. Provisioned, "Namespace dev", "-RoleBinding tenant-owners a", "-NetworkPolicy tenant-default-deny a"]));

    [Fact]
    public void Walls_that_go_before_the_people_are_seen() =>
        Assert.NotEmpty(Of([.. Provisioned, "Namespace dev", "-NetworkPolicy tenant-default-deny a", "-RoleBinding tenant-owners a"]));

    private static IReadOnlyList<string> Of(params string[] history) => OpenMoments.Of(history.Select((line, n) => Read(line, n)), _ => Walls);

    // "KIND NAME TENANT"; a dash before it says that the object is gone.
    private static Change Read(string line, int version)
    {
        var words = line.TrimStart('-').Split(' ');
        return new(version, "dev", words[0], words[1], words.ElementAtOrDefault(2) ?? "", line[0] == '-', false);
    }
}
