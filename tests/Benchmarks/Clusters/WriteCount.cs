namespace Benchmarks.Clusters;

/// <summary>Requests that write, counted until a moment.</summary>
/// <param name="ByResource">Those of all clients, as the API server has counted them.</param>
/// <param name="ByOperator">Those of the operator's processes, as they have counted them.</param>
internal sealed record WriteCount(IReadOnlyDictionary<string, double> ByResource, double ByOperator)
{
    /// <summary>What was written between two moments, the most first.</summary>
    public IReadOnlyList<(string Request, double Count)> Since(WriteCount before) =>
    [
        .. ByResource.Select(r => (r.Key, r.Value - before.ByResource.GetValueOrDefault(r.Key))).Where(r => r.Item2 > 0).OrderByDescending(r => r.Item2),
    ];
}
