namespace Tenancy.Policies.Expressions;

/// <summary>What a step of a compiled expression does.</summary>
internal enum StepKind
{
    /// <summary>Takes one character.</summary>
    One,

    /// <summary>Goes on at two places.</summary>
    Split,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    /// <summary>Goes on at the beginning of the text alone.</summary>
    Begin,

    /// <summary>Goes on at the end of the text alone.</summary>
    End,

    /// <summary>All has been matched.</summary>
    Match,
}
