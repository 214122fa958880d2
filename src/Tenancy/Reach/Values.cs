namespace Tenancy.Reach;

/// <summary>A set of the values that one dimension of a connection can have: of a label, of the port, of the address.</summary>
internal abstract class Values
{
    /// <summary>Whether no value is in the set.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>How long an operation on the set takes, in parts that are compared.</summary>
    public abstract int Size { get; }

    /// <summary>What is in both. Sets of one dimension are of one type.</summary>
    public abstract Values And(Values other);

    /// <summary>What is in this one alone.</summary>
    public abstract Values Less(Values other);
}
