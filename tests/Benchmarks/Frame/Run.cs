namespace Benchmarks.Frame;

/// <summary>What a section needs to know of the run.</summary>
/// <param name="Quick">Whether minutes are to do: fewer and shorter rounds, the release build under the JIT where the native executable is measured else.</param>
/// <param name="Progress">Where progress is shown.</param>
/// <param name="Folder">A temporary folder of this section. Processes whose pid files lie in it (<see cref="ControlPlanes.Processes.Daemon"/>) end with the section, whatever it ends by.</param>
public sealed record Run(bool Quick, Progress Progress, string Folder)
{
    /// <summary>The one value or the other.</summary>
    public T Either<T>(T quick, T full) => Quick ? quick : full;
}
