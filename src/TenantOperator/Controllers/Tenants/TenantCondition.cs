using OperatorRuntime;

namespace TenantOperator.Controllers.Tenants;

/// <summary>A condition before it is bound to a generation.</summary>
internal sealed record TenantCondition(string Type, bool Holds, string Reason, string Message)
{
    /// <summary>Whether somebody should look: it does not hold, and not just because it takes its time.</summary>
    public bool IsTrouble => !Holds && Reason is not ("Progressing" or "Deleting");

    /// <summary>The condition as judged for a generation of the spec.</summary>
    public ConditionState At(long generation) => new(Type, Holds ? "True" : "False", Reason, Message, generation);
}
