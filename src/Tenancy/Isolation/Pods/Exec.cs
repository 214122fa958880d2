using System.Text.Json;
using Tenancy.Objects;
using Tenancy.Policies;

namespace Tenancy.Isolation.Pods;

/// <summary>Ways into pods of the platform that run in a tenant's namespace.</summary>
public sealed class Exec : IRule
{
    public string Id => "pods/exec";

    public string Denies =>
        "exec, attach, portforward and proxy into pods with the label tenantoperator.io/platform, and changes of their spec (another image, an ephemeral container), by "
        + "others than platform admins, the operator and the system; services/proxy in a namespace that has such a pod, since it may stand behind any Service.";

    public string Why =>
        "An agent of the platform's has rights and secrets that its neighbours in the namespace must not come by. What a connection is to be made to the request names "
        + "only; which pods have the label is known from a watch.";

    public string? NotAudited => "What it judges is done, not stored.";

    public IReadOnlyList<Guard> Guards { get; } =
    [
        new("", "v1", "pods/exec", Operations.Connect),
        new("", "v1", "pods/attach", Operations.Connect),
        new("", "v1", "pods/portforward", Operations.Connect),
        new("", "v1", "pods/proxy", Operations.Connect),
        new("", "v1", "services/proxy", Operations.Connect),
        new("", "v1", "pods", Operations.Update),
        new("", "v1", "pods/ephemeralcontainers", Operations.Update),
        new("", "v1", "pods/resize", Operations.Update),
    ];

    /// <summary>The rule is about the change itself.</summary>
    public bool Ratchets => false;

    public void Check(RuleInput input, Violations violations)
    {
        if (input.Standing.IsPlatformOrSystem())
            return;
        var request = input.Request;
        if (request.Operation == Operations.Update)
            CheckUpdate(input, violations);
        else if (request.Resource is "services/proxy")
            CheckService(input, violations);
        else if (PodName(request.Name) is var name && (name is null ? input.Cluster.HasPlatformPods(request.Namespace) : input.Cluster.IsPlatformPod(request.Namespace, name)))
            violations.Add("", $"pod \"{request.Name}\" is the platform's: {request.Resource} is not allowed; {input.Ask}");
    }

    private static void CheckService(RuleInput input, Violations violations)
    {
        if (input.Cluster.HasPlatformPods(input.Request.Namespace))
            violations.Add("", $"service \"{input.Request.Name}\" may have a pod of the platform's behind it: services/proxy is not allowed; {input.Ask}");
    }

    private static void CheckUpdate(RuleInput input, Violations violations)
    {
        var request = input.Request;
        var isPlatforms = request.OldObject.At("metadata"u8).At("labels"u8).At("tenantoperator.io/platform"u8).ValueKind != JsonValueKind.Undefined
            || input.Cluster.IsPlatformPod(request.Namespace, request.Name);
        if (isPlatforms && !SpecIsSame(request))
            violations.Add("spec", $"pod \"{request.Name}\" is the platform's: its spec must not be changed; {input.Ask}");
    }

    // Before Kubernetes 1.22 the object of pods/ephemeralcontainers has its list at the top, and no spec.
    private static bool SpecIsSame(AdmissionRequest request)
    {
        var field = request.Object.Is("kind"u8, "EphemeralContainers"u8) ? "ephemeralContainers"u8 : "spec"u8;
        JsonElement old = request.OldObject.At(field), written = request.Object.At(field);
        return old.Exists() && written.Exists() && JsonElement.DeepEquals(old, written);
    }

    /// <summary>The pod in the name of a proxy's path: <c>name</c>, <c>name:port</c> or <c>scheme:name:port</c>. Null when it is none of these.</summary>
    private static string? PodName(string name) => name.Split(':') switch
    {
        [{ Length: > 0 } only] => only,
        [{ Length: > 0 } first, _] => first,
        [_, { Length: > 0 } second, _] => second,
        _ => null,
    };
}
