using OperatorRuntime;

namespace TenantOperator.Controllers.Tenants;

/// <summary>A condition before it is bound to a generation.</summary>
internal sealed record TenantCondition(string Type, bool Holds, string Reason, string Message)
{
    /// <summary>The condition as judged for a generation of the spec.</summary>
    public ConditionState At(long generation) => new(Type, Holds ? "True" : "False", Reason, Message, generation);
}
