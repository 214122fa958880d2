using OperatorRuntime;

namespace TenantOperator.Controllers.Tenants;

/// <summary>A condition before it is bound to a generation.</summary>
internal sealed record TenantCondition(string Type, bool Holds, string Reason, string Message)
{
    /// <summary>Whether it is not known yet if it holds.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether somebody should look: it does not hold, and not just because it takes its time.</summary>
    public bool IsTrouble => !Holds && !IsUnknown && Reason is not ("Progressing" or "Deleting");

    /// <summary>The condition as judged for a generation of the spec.</summary>
    public ConditionState At(long generation) => new(Type, IsUnknown ? "Unknown" : Holds ? "True" : "False", Reason, Message, generation);
}
