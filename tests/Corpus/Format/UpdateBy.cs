namespace Conformance.Format;

/// <summary>The requests that are an UPDATE to admission.</summary>
internal enum UpdateBy
{
    MergePatch,
    JsonPatch,
    Apply,
    Put,
}
