using ControlPlanes;

namespace Benchmarks.Processes;

/// <summary>What is measured, as <c>make bench</c> builds it.</summary>
internal static class Executables
{
    /// <summary>The operator and the empty endpoint, native ahead of time.</summary>
    public static string NativeServer { get; } = Repository.PathOf("artifacts", "publish-benchmark", "benchmark-server");

    /// <summary>The same, the release build under the JIT.</summary>
    public static string JitServer { get; } = Repository.PathOf("artifacts", "bin", "BenchmarkServer", "release", "benchmark-server");

    /// <summary>The operator as it is shipped.</summary>
    public static string NativeOperator { get; } = Repository.PathOf("artifacts", "publish", "tenant-operator");

    /// <summary>The release build of it under the JIT.</summary>
    public static string JitOperator { get; } = Repository.PathOf("artifacts", "bin", "TenantOperator", "release", "tenant-operator");

    /// <summary>The server that a run measures.</summary>
    public static string Server(bool quick) => Existing(quick ? JitServer : NativeServer);

    /// <summary>The operator that a run measures.</summary>
    public static string Operator(bool quick) => Existing(quick ? JitOperator : NativeOperator);

    /// <exception cref="FileNotFoundException">It has not been built.</exception>
    public static string Existing(string path) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there; make bench and make bench-quick build it", path);
}
