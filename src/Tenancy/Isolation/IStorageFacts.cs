namespace Tenancy.Isolation;

/// <summary>What the in-memory index answers to a rule about storage. Look-ups, never I/O.</summary>
public interface IStorageFacts
{
    /// <summary>The StorageClass that is the cluster's default, or null: of several the youngest, then the first by name, as the API server chooses.</summary>
    string? DefaultClass { get; }

    /// <summary>The StorageClass of this name, or null when there is none.</summary>
    StorageClassFact? Class(string name);

    /// <summary>The PersistentVolume of this name, or null when there is none.</summary>
    VolumeFact? Volume(string name);
}
