using Tenancy.Api;

namespace Tenancy.Blueprints;

/// <summary>
/// What the API server fills into a limit for containers (kubernetes, pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem):
/// the default limit from the maximum, the default request from the default limit, else from the minimum.
/// </summary>
internal static class LimitDefaults
{
    public static LimitRangeItem Fill(LimitRangeItem item)
    {
        if (item.Type != LimitType.Container)
            return item;
        var limits = Over(item.Max, item.Default);
        return item with { Default = limits, DefaultRequest = Over(item.Min, Over(limits, item.DefaultRequest)) };
    }

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string>? under, IReadOnlyDictionary<string, string>? over)
    {
        var result = new Dictionary<string, string>(under ?? MetadataMap.Empty, StringComparer.Ordinal);
        foreach (var (key, value) in over ?? MetadataMap.Empty)
            result[key] = value;
        return result;
    }
}
