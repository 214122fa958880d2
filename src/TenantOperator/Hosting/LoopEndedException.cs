namespace TenantOperator.Hosting;

/// <summary>A loop that was to run as long as the process has ended. The process must end, non-zero.</summary>
internal sealed class LoopEndedException(string loop, Exception? inner)
    : Exception($"loop {loop} has ended{(inner is null ? " by itself" : $": {inner.Message}")}", inner);
