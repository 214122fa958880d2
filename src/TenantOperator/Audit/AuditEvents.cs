using OperatorRuntime;
using Tenancy.Audit;
using Tenancy.Isolation;

namespace TenantOperator.Audit;

/// <summary>Tells in the namespace what was found for the first time: an event on the first object of each rule, where its people look.</summary>
internal sealed class AuditEvents(EventRecorder events)
{
    // The status has them all.
    private const int Most = 10;

    /// <summary>Tells of the rules that were not broken before.</summary>
    public void Tell(string tenant, Findings found, Func<string, bool> wasKnown)
    {
        foreach (var (rule, of) in found.ByRule.Where(r => r.Value.Count > 0 && !wasKnown(r.Key)).Take(Most))
        {
            if (of.Examples is not [var first, ..])
                continue;
            var type = new ResourceType(first.Kind.Group, first.Kind.Versions[0], first.Kind.Plural, first.Kind.Kind, Namespaced: true);
            events.Record(new(type, new(first.Namespace, first.Name), first.Uid), EventType.Warning, "PolicyViolation", Message(tenant, rule, of));
        }
    }

    private static string Message(string tenant, string rule, RuleFindings of)
    {
        Violation? problem = of.FirstProblem;
        var others = of.Count > 1 ? $" So would {of.Count - 1} other object{(of.Count > 2 ? "s" : "")} here." : "";
        return $"tenant \"{tenant}\" would refuse this object if it were written anew: {problem?.ToString() ?? rule}.{others} Nothing was changed; mend or delete it, or open the rule in the Tenant";
    }
}
