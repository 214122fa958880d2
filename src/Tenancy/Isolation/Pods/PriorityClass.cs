using System.Text.Json;
using Tenancy.Objects;

namespace Tenancy.Isolation.Pods;

/// <summary>Which pods go first, and which are put out for others.</summary>
public sealed class PriorityClass : PodSpecRule
{
    // The highest value that a class of others than the system's can have (kubernetes, pkg/apis/scheduling, HighestUserDefinablePriority).
    private const long HighestOfUsers = 1_000_000_000;

    public override string Id => "pods/priority-class";

    public override string Denies =>
        "Priority classes that are not listed, those that begin with system- even when listed, no class where the tenant has a default, and a priority "
        + "that no class gives. The cluster's own default class passes where the tenant has none: the API server fills it in.";

    public override string Why =>
        "Pods of high priority put others out of their nodes; with system-node-critical those of the platform itself (Kubernetes, Pod Priority and "
        + "Preemption: a malicious user could create pods at the highest priorities).";

    public override string? OpenedBy => "spec.pods.priorityClasses";

    public override IReadOnlyList<Guard> Guards => WholePodsAndTemplates;

    protected override void Check(PodSpecView pod, RuleInput input, Violations violations)
    {
        var name = pod.Spec.At("priorityClassName"u8);
        var isUnset = pod.Spec.IsAbsentOrEmpty("priorityClassName"u8);
        if (isUnset ? input.Policy.Pods.PriorityClasses.Default is not null : !IsAllowed(name, input))
            violations.Add(pod.Path(".priorityClassName"), Problem(name, isUnset, input));
        if (!IsPriorityOfAClass(pod.Spec, isUnset))
            violations.Add(pod.Path(".priority"), $"{pod.Spec.Show("priority"u8)} is not allowed: a priority comes from a class");
    }

    private static bool IsAllowed(JsonElement name, RuleInput input)
    {
        if (name.ValueKind != JsonValueKind.String)
            return false;
        var classes = input.Policy.Pods.PriorityClasses;
        // Who names none gets the cluster's default before webhooks are asked, and the tenant's then takes its place.
        if (classes.Default is { } ofTenant ? name.ValueEquals(ofTenant) : input.Cluster.DefaultPriorityClass is { } ofCluster && name.ValueEquals(ofCluster))
            return !IsOfSystem(name.GetString()!);
        var text = name.GetString()!;
        return !IsOfSystem(text) && classes.Allows(text);
    }

    // The API server computes it from the class and refuses another; here it is the second wall.
    private static bool IsPriorityOfAClass(JsonElement spec, bool hasNoClass) =>
        !spec.At("priority"u8).Exists() || (spec.Int("priority"u8) is { } priority && (hasNoClass ? priority == 0 : priority <= HighestOfUsers));

    private static bool IsOfSystem(string name) => name.StartsWith("system-", StringComparison.Ordinal);

    private static string Problem(JsonElement name, bool isUnset, RuleInput input)
    {
        var classes = input.Policy.Pods.PriorityClasses;
        return isUnset ? $"unset is not allowed (the tenant's default is {classes.Default})"
            : name.ValueKind == JsonValueKind.String && IsOfSystem(name.GetString()!) ? $"{name.Show()} is not allowed: classes that begin with system- are the system's"
            : $"{name.Show()} is not allowed ({classes})";
    }
}
