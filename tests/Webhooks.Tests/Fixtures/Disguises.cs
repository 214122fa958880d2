namespace Webhooks.Tests.Fixtures;

/// <summary>What can differ between two texts of the same JSON, as a set.</summary>
[Flags]
internal enum Disguises
{
    /// <summary>The order of members.</summary>
    Order = 1,

    /// <summary>White space between tokens.</summary>
    WhiteSpace = 2,

    /// <summary>Characters written as <c>\u0041</c>.</summary>
    Escapes = 4,

    /// <summary>All that every reader takes for the same JSON.</summary>
    Harmless = Order | WhiteSpace | Escapes,

    /// <summary>Members that nobody knows.</summary>
    UnknownMembers = 8,

    /// <summary>Members that come a second time, as null.</summary>
    Duplicates = 16,
}
