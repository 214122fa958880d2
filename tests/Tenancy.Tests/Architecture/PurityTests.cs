using ArchUnitNET.Loader;
using Tenancy.Isolation;

namespace Tenancy.Tests.Architecture;

/// <summary>A rule's answer follows from its input record alone: so it can be asked anywhere, and twice.</summary>
public sealed class PurityTests
{
    private static readonly ArchUnitNET.Domain.Architecture Tenancy = new ArchLoader().LoadAssemblies(typeof(IRule).Assembly).Build();

    [Theory]
    [InlineData("files and streams", @"^System\.IO\.(?!UnmanagedMemoryStream)")]
    [InlineData("the network", @"^System\.Net\.(Http|Sockets|Dns|WebClient|NetworkInformation)")]
    [InlineData("a clock", @"^System\.(DateTime|DateTimeOffset|TimeProvider|DateOnly|TimeOnly|Diagnostics\.Stopwatch)$")]
    [InlineData("chance", @"^System\.(Random|Guid|Security\.Cryptography\.RandomNumberGenerator)$")]
    [InlineData("the process", @"^System\.(Environment|Console|Diagnostics\.Process)$")]
    [InlineData("threads and tasks", @"^System\.Threading\.")]
    public void Rules_policies_and_views_have_no_part_in(string what, string types)
    {
        Assert.NotNull(what);
        var offenders = Tenancy.Types
            .Where(t => t.Namespace.FullName.StartsWith("Tenancy.Isolation", StringComparison.Ordinal) || t.Namespace.FullName is "Tenancy.Policies" or "Tenancy.Objects")
            .SelectMany(t => t.Dependencies, (t, d) => (t.FullName, Target: d.Target.FullName))
            .Where(d => System.Text.RegularExpressions.Regex.IsMatch(d.Target, types, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Empty(offenders.Distinct());
    }
}
