namespace Tenancy.Policies.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract record Node
{
    /// <summary>One character of a set.</summary>
    public sealed record One(CharacterSet Set) : Node;

    /// <summary>One part after the other; none takes the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<Node> Parts) : Node;

    /// <summary>One of several.</summary>
    public sealed record Either(IReadOnlyList<Node> Parts) : Node;

    /// <summary>A part so many times; at most null: as often as one likes.</summary>
    public sealed record Repeat(Node Part, int Least, int? Most) : Node;

    /// <summary>The beginning of the text.</summary>
    public sealed record Begin : Node;

    /// <summary>The end of the text, or its last character when that is a newline.</summary>
    public sealed record End : Node;
}
