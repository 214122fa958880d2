using Tenancy.Objects;

namespace Tenancy.Isolation.Ingresses;

/// <summary>Which controller serves an Ingress.</summary>
public sealed class Class : IRule
{
    public string Id => "ingress/class";

    public string Denies => "An effective class (field, legacy annotation, cluster default) that is not listed; field and annotation both set.";

    public string Why => "The class chooses the controller, and with it the network that the service is shown to. Of two classes, controllers disagree which one counts.";

    public string OpenedBy => "spec.ingress.classes";

    public IReadOnlyList<Guard> Guards { get; } = [new("networking.k8s.io", "v1", "ingresses", Operations.Write)];

    public void Check(RuleInput input, Violations violations)
    {
        var ingress = IngressView.Of(input.Request);
        var field = ingress.Spec.At("ingressClassName"u8);
        var annotation = ingress.Annotations.At(IngressView.ClassAnnotation);
        if (field.Exists() && annotation.Exists())
            violations.Add("spec.ingressClassName", $"{field.Show()} and the annotation kubernetes.io/ingress.class: {annotation.Show()} are both set; only one may be");
        if (field.Exists())
            CheckName("spec.ingressClassName", field, input, violations);
        if (annotation.Exists())
            CheckName("metadata.annotations[kubernetes.io/ingress.class]", annotation, input, violations);
        if (!field.Exists() && !annotation.Exists())
            CheckDefault(input, violations);
    }

    private static void CheckName(string path, System.Text.Json.JsonElement name, RuleInput input, Violations violations)
    {
        var isName = name.ValueKind == System.Text.Json.JsonValueKind.String;
        if (!isName || !input.Policy.Ingress.Classes.Allows(name.GetString()))
            violations.Add(path, $"{name.Show()} is not listed ({input.Policy.Ingress.Classes})");
    }

    /// <summary>Without a default in the cluster, any controller may feel addressed: then only a tenant without a list may leave the class open.</summary>
    private static void CheckDefault(RuleInput input, Violations violations)
    {
        var classes = input.Policy.Ingress.Classes;
        if (classes.IsUnset)
            return;
        if (input.Cluster.DefaultIngressClass is not { } name)
            violations.Add("spec.ingressClassName", $"unset: one must be named ({classes})");
        else if (!classes.Allows(name))
            violations.Add("spec.ingressClassName", $"unset means the cluster's default, \"{name}\", which is not listed ({classes})");
    }
}
