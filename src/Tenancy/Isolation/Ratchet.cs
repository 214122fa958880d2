using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Tenancy.Isolation;

/// <summary>
/// Tells which violations of an update are new. Each violation of the stored object excuses one of the new object: first the
/// one at the same place, then one that differs in nothing but its index in a list, so that taking one bad item out of a
/// list does not make the next one new, and adding a second like the first is not excused by it.
/// </summary>
internal sealed partial class Ratchet
{
    private readonly Dictionary<Violation, int> exact = [];
    private readonly Dictionary<Violation, int> moved = [];

    /// <summary>Counts what the stored object breaks.</summary>
    public Ratchet(IReadOnlyList<Violation> stored)
    {
        foreach (var violation in stored)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(exact, violation, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(moved, WithoutIndexes(violation), out _)++;
        }
    }

    /// <summary>The violations that the stored object does not excuse. To be asked once.</summary>
    public List<Violation> New(IReadOnlyList<Violation> violations)
    {
        var elsewhere = new List<Violation>();
        foreach (var violation in violations)
        {
            if (!Excuse(exact, violation))
                elsewhere.Add(violation);
            else
                Excuse(moved, WithoutIndexes(violation));
        }
        elsewhere.RemoveAll(v => Excuse(moved, WithoutIndexes(v)));
        return elsewhere;
    }

    private static bool Excuse(Dictionary<Violation, int> left, Violation violation)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(left, violation);
        if (Unsafe.IsNullRef(ref count) || count == 0)
            return false;
        count--;
        return true;
    }

    private static Violation WithoutIndexes(Violation violation) => violation with { Field = Index().Replace(violation.Field, "[]") };

    // The key of an annotation or label is no index, even if it is a number.
    [GeneratedRegex(@"(?<!annotations|labels)\[[0-9]+\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Index();
}
