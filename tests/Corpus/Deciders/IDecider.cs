using Conformance.Format;

namespace Conformance.Deciders;

/// <summary>A way to put a case to admission.</summary>
internal interface IDecider
{
    /// <summary>Puts the case and waits for the answer.</summary>
    Task<Answer> DecideAsync(CorpusCase c, CancellationToken cancel);
}
