namespace TenantOperator.Controllers.Tenants;

/// <summary>Lists things in a sentence: the first few, and how many more there are. A status is read by people and stored by etcd.</summary>
internal static class Enumeration
{
    private const int Shown = 5;

    public static string Of(IEnumerable<string> items, string separator = ", ")
    {
        var all = items.ToArray();
        var text = string.Join(separator, all.Take(Shown));
        return all.Length > Shown ? $"{text}{separator}and {all.Length - Shown} more" : text;
    }
}
