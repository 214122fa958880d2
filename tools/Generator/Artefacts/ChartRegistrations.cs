using System.Text;
using Webhooks.Registrations;

namespace Generator.Artefacts;

/// <summary>Renders the chart's template of both webhook configurations.</summary>
internal sealed class ChartRegistrations : IArtefact
{
    private const string Head = """
        {{/*
        Written by "make generate" from the rules' guards (src/Webhooks/Registrations); not to be edited.
        No caBundle and no rules: the controller makes the certificate authority, and writes both in once the webhooks answer. A webhook without rules is asked for nothing.
        */}}
        {{- define "tenant-operator.registrations.client" -}}
        {{- with .root.Values.webhooks.url -}}
        url: {{ printf "%s%s" (trimSuffix "/" .) $.path | quote }}
        {{- else -}}
        service:
          name: tenant-operator-webhooks
          namespace: {{ .root.Release.Namespace }}
          path: {{ .path }}
          port: 443
        {{- end }}
        {{- end -}}
        """;

    // Of what the chart is rendered for, which helm asks the cluster for.
    private const string HasConditions = """semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version""";

    public string Path => "config/helm/tenant-operator/templates/registrations.yaml";

    public string Render()
    {
        var text = new StringBuilder(Head).Append('\n');
        Configuration(text, "ValidatingWebhookConfiguration", WebhookRegistrations.Validating);
        text.Append("---\n");
        Configuration(text, "MutatingWebhookConfiguration", WebhookRegistrations.Mutating);
        return text.ToString();
    }

    private static void Configuration(StringBuilder text, string kind, IReadOnlyList<WebhookEntry> entries)
    {
        text.Append($$$"""
            apiVersion: admissionregistration.k8s.io/v1
            kind: {{{kind}}}
            metadata:
              name: {{{WebhookRegistrations.Name}}}
              labels:
                {{- include "tenant-operator.labels" . | nindent 4 }}
              annotations:
                # By this a controller knows what was written for its own version, and puts right what is changed in it.
                {{{RegistrationMark.Annotation}}}: {{ {{{HasConditions}}} | ternary "{{{RegistrationMark.Of(entries, withConditions: true)}}}" "{{{RegistrationMark.Of(entries, withConditions: false)}}}" | quote }}
                # Else Azure's enforcer takes namespaces with labels of its own out of each selector: a way out for whoever labels a namespace so.
                admissions.enforcer/disabled: "true"
            webhooks:

            """);
        foreach (var entry in entries)
            Entry(text, entry);
    }

    private static void Entry(StringBuilder text, WebhookEntry entry)
    {
        text.Append($$$"""
              - name: {{{entry.Name}}}
                clientConfig:
                  {{- include "tenant-operator.registrations.client" (dict "root" . "path" "{{{entry.Path}}}") | nindent 6 }}
                admissionReviewVersions: [{{{WebhookRegistrations.ReviewVersion}}}]
                sideEffects: {{{WebhookRegistrations.SideEffects}}}
                timeoutSeconds: {{{WebhookRegistrations.TimeoutSeconds}}}
                matchPolicy: {{{WebhookRegistrations.MatchPolicy}}}

            """);
        if (entry.Matching == Matching.StatusInTenantNamespaces)
            text.Append("    # Nodes and controllers must be able to write status for the cluster to heal; tenants' roles do not hold it.\n");
        else if (entry.Matching == Matching.EndpointsInTenantNamespaces)
            text.Append("    # Where Kubernetes' own controllers cannot be left out: endpoints must follow the pods when nobody answers; tenants' roles do not hold them.\n");
        else if (!entry.FailsClosed)
            text.Append("    # Can but warn: pods made from what nobody looked at are looked at, so nothing passes by it.\n");
        text.Append($"    failurePolicy: {FailurePolicy(entry)}\n");
        if (entry.IsMutating)
            text.Append($"    # Webhooks behind this one add containers (sidecars); they get their defaults too. A second call changes nothing else.\n    reinvocationPolicy: {WebhookRegistrations.ReinvocationPolicy}\n");
        Match(text, entry.Matching);
    }

    private static string FailurePolicy(WebhookEntry entry)
    {
        var (policy, older) = (EntryForm.FailurePolicy(entry, withConditions: true), EntryForm.FailurePolicy(entry, withConditions: false));
        return policy == older ? policy : $$$"""{{ {{{HasConditions}}} | ternary "{{{policy}}}" "{{{older}}}" }}""";
    }

    private static void Match(StringBuilder text, Matching matching)
    {
        var terms = MatchingTerms.Of(matching);
        text.Append(matching switch
        {
            Matching.InSuspendedNamespaces => "    # The operator puts this label on the namespaces of a suspended tenant, and takes it away.\n",
            Matching.WithTenantLabel => "    # Tested on the old and the new object, so that taking the label away is seen as well as adding it.\n",
            Matching.AllButMasters => "    # All of them: a new namespace need not have the label yet. Those that the cluster's own administrators make do not wait for us.\n",
            _ => "",
        });
        Selector(text, "namespaceSelector", terms.Namespaces);
        Selector(text, "objectSelector", terms.Objects);
        if (terms.Condition is not { } condition)
            return;
        text.Append($$$"""
                {{- if {{{HasConditions}}} }}
                matchConditions:
                  - name: {{{condition.Name}}}
                    expression: >-
                      {{{condition.Expression}}}
                {{- end }}

            """);
    }

    private static void Selector(StringBuilder text, string field, LabelRequirement? requirement)
    {
        if (requirement is null)
            return;
        var values = requirement.Values.Count == 0 ? "" : $", values: [{string.Join(", ", requirement.Values.Select(v => $"\"{v}\""))}]";
        text.Append($$$"""
                {{{field}}}:
                  matchExpressions:
                    - {key: {{{requirement.Key}}}, operator: {{{requirement.Operator}}}{{{values}}}}

            """);
    }
}
