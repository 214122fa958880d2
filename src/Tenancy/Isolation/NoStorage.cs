namespace Tenancy.Isolation;

/// <summary>A cluster without storage classes and volumes.</summary>
public sealed class NoStorage : IStorageFacts
{
    private NoStorage()
    {
    }

    /// <summary>The one instance.</summary>
    public static NoStorage Instance { get; } = new();

    /// <inheritdoc/>
    public string? DefaultClass => null;

    /// <inheritdoc/>
    public StorageClassFact? Class(string name) => null;

    /// <inheritdoc/>
    public VolumeFact? Volume(string name) => null;
}
