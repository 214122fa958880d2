namespace OperatorRuntime.Tests.Informers;

public sealed class EntityTests
{
    [Theory]
    [InlineData("2c7a11d2-6ab8-4a0c-9d3e-6f1b1c0c7c55")]
    [InlineData("2C7A11D2-6AB8-4A0C-9D3E-6F1B1C0C7C55")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("2c7a11d26ab84a0c9d3e6f1b1c0c7c55")]
    [InlineData(" 2c7a11d2-6ab8-4a0c-9d3e-6f1b1c0c7c55")]
    [InlineData("a-uid")]
    [InlineData("")]
    public void A_uid_is_told_as_it_came(string uid) => Assert.Equal(uid, Of(uid).Uid);

    [Theory]
    [InlineData("2c7a11d2-6ab8-4a0c-9d3e-6f1b1c0c7c55", "2c7a11d2-6ab8-4a0c-9d3e-6f1b1c0c7c56")]
    [InlineData("2c7a11d2-6ab8-4a0c-9d3e-6f1b1c0c7c55", "2C7A11D2-6AB8-4A0C-9D3E-6F1B1C0C7C55")]
    [InlineData("00000000-0000-0000-0000-000000000000", "")]
    public void Namesakes_are_told_apart_by_their_uids(string one, string another)
    {
        Assert.True(Of(one).IsStateOfSame(Of(one)));
        Assert.False(Of(one).IsStateOfSame(Of(another)));
    }

    private static Entity<int> Of(string uid) => new(NamespacedName.Cluster("acme"), uid, "1", 0);
}
