using Tenancy.Isolation;

namespace Webhooks.Index;

/// <summary>The index's storage, but the volume that one request binds as the API server has it.</summary>
internal sealed class LiveVolume(IStorageFacts index, string name, VolumeFact? volume) : IStorageFacts
{
    public string? DefaultClass => index.DefaultClass;

    public StorageClassFact? Class(string storageClass) => index.Class(storageClass);

    public VolumeFact? Volume(string other) => string.Equals(other, name, StringComparison.Ordinal) ? volume : index.Volume(other);
}
