using System.Diagnostics.Metrics;

namespace OperatorRuntime;

/// <summary>Bucket boundaries in seconds, as controller-runtime and client-go have them.</summary>
internal static class Buckets
{
    public static InstrumentAdvice<double> Reconcile { get; } = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    public static InstrumentAdvice<double> Queue { get; } = new()
    {
        HistogramBucketBoundaries = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000],
    };

    public static InstrumentAdvice<double> Request { get; } = new()
    {
        HistogramBucketBoundaries = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60],
    };
}
