namespace Conformance.ApiServer;

/// <summary>What the API server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
/// <param name="Warnings">The Warning headers as they came.</param>
internal sealed record Reply(int Status, string Text, IReadOnlyList<string> Warnings)
{
    public bool Succeeded => Status is >= 200 and < 300;
}
