using static Tenancy.Objects.Shape;

namespace Tenancy.Objects;

/// <summary>The inner nodes of a pod that the rules descend through.</summary>
internal static class PodShape
{
    private static readonly Shape Empty = Object();

    private static readonly Shape SecurityContext = Object(
        ("appArmorProfile", Empty),
        ("capabilities", Object(("add", ListOf(Text)), ("drop", ListOf(Text)))),
        ("seLinuxOptions", Empty),
        ("seccompProfile", Empty),
        ("sysctls", ListOf(Empty)),
        ("windowsOptions", Empty));

    private static readonly Shape Handler = Object(("httpGet", Empty), ("tcpSocket", Empty));

    private static readonly Shape Resources = Object(("requests", Empty), ("limits", Empty));

    private static readonly Shape PodAffinityTerm = Object(
        ("namespaces", ListOf(Text)),
        ("namespaceSelector", Object(("matchLabels", MapOf(Text)), ("matchExpressions", ListOf(Object(("values", ListOf(Text))))))));

    private static readonly Shape PodAffinity = Object(
        ("requiredDuringSchedulingIgnoredDuringExecution", ListOf(PodAffinityTerm)),
        ("preferredDuringSchedulingIgnoredDuringExecution", ListOf(Object(("podAffinityTerm", PodAffinityTerm)))));

    private static readonly Shape Container = Object(
        ("securityContext", SecurityContext),
        ("resources", Resources),
        ("ports", ListOf(Empty)),
        ("livenessProbe", Handler),
        ("readinessProbe", Handler),
        ("startupProbe", Handler),
        ("lifecycle", Object(("postStart", Handler), ("preStop", Handler))));

    private static readonly Shape Volume = Object(
        ("image", Empty),
        ("csi", Empty),
        ("emptyDir", Empty),
        ("projected", Object(("sources", ListOf(Object(("serviceAccountToken", Empty)))))));

    private static readonly Shape NodeTerms = ListOf(Object(("matchExpressions", ListOf(Object(("values", ListOf(Text)))))));

    private static readonly Shape Affinity = Object(
        ("nodeAffinity", Object(("requiredDuringSchedulingIgnoredDuringExecution", Object(("nodeSelectorTerms", NodeTerms))))),
        ("podAffinity", PodAffinity),
        ("podAntiAffinity", PodAffinity));

    /// <summary>A PodSpec, or the EphemeralContainers of a subresource.</summary>
    public static Shape Spec { get; } = Object(
        ("securityContext", SecurityContext),
        ("containers", ListOf(Container)),
        ("initContainers", ListOf(Container)),
        ("ephemeralContainers", ListOf(Container)),
        ("volumes", ListOf(Volume)),
        ("tolerations", ListOf(Empty)),
        ("nodeSelector", MapOf(Text)),
        ("affinity", Affinity),
        ("resources", Resources),
        ("hostAliases", ListOf(Empty)),
        ("dnsConfig", Empty),
        ("os", Empty));

    /// <summary>The metadata of a pod or template.</summary>
    public static Shape Metadata { get; } = Object(("annotations", MapOf(Text)), ("labels", MapOf(Text)), ("ownerReferences", ListOf(Empty)));
}
