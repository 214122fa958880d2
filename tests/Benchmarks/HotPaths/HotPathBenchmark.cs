using BenchmarkDotNet.Attributes;

namespace Benchmarks.HotPaths;

/// <summary>Runs a hot path for BenchmarkDotNet.</summary>
public class HotPathBenchmark
{
    private Action run = () => { };

    [ParamsSource(nameof(Paths))]
    public HotPath Path { get; set; } = null!;

    public IEnumerable<HotPath> Paths => HotPathList.All;

    [GlobalSetup]
    public void Prepare() => run = Path.Prepare();

    [Benchmark]
    public void Run() => run();
}
