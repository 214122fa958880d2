namespace Generator;

/// <summary>
/// A generated file. Every class that implements this, with a constructor that takes nothing, is found by reflection: a further
/// artefact is a further file in <c>Artefacts/</c> and nothing else.
/// </summary>
internal interface IArtefact
{
    /// <summary>Where it lies, from the repository's root, with forward slashes.</summary>
    string Path { get; }

    /// <summary>Its text, with <c>\n</c> line ends and one at the end. The same on every machine: no clock, no culture, no order of a hash.</summary>
    string Render();
}
