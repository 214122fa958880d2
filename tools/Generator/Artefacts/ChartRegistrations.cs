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
            webhooks:

            """);
        foreach (var entry in entries)
            Entry(text, entry, isMutating: kind.StartsWith("Mutating", StringComparison.Ordinal));
    }

    private static void Entry(StringBuilder text, WebhookEntry entry, bool isMutating)
    {
        text.Append($$$"""
              - name: {{{entry.Name}}}
                clientConfig:
                  {{- include "tenant-operator.registrations.client" (dict "root" . "path" "{{{entry.Path}}}") | nindent 6 }}
                admissionReviewVersions: [v1]
                sideEffects: {{{WebhookRegistrations.SideEffects}}}
                timeoutSeconds: {{{WebhookRegistrations.TimeoutSeconds}}}
                matchPolicy: Equivalent

            """);
        if (entry.Matching == Matching.StatusInTenantNamespaces)
            text.Append("    # Nodes and controllers must be able to write status for the cluster to heal; tenants' roles do not hold it.\n");
        else if (entry.Matching == Matching.EndpointsInTenantNamespaces)
            text.Append("    # Where Kubernetes' own controllers cannot be left out: endpoints must follow the pods when nobody answers; tenants' roles do not hold them.\n");
        else if (!entry.FailsClosed)
            text.Append("    # Can but warn: pods made from what nobody looked at are looked at, so nothing passes by it.\n");
        text.Append($"    failurePolicy: {FailurePolicy(entry)}\n");
        if (isMutating)
            text.Append("    # Webhooks behind this one add containers (sidecars); they get their defaults too. A second call changes nothing else.\n    reinvocationPolicy: IfNeeded\n");
        Match(text, entry.Matching);
    }

    private static string FailurePolicy(WebhookEntry entry) =>
        entry.Matching == Matching.EndpointsInTenantNamespaces ? """{{ semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version | ternary "Fail" "Ignore" }}"""
        : entry.FailsClosed ? "Fail" : "Ignore";

    private static void Match(StringBuilder text, Matching matching) => text.Append(matching switch
    {
        Matching.InTenantNamespaces => """
                namespaceSelector:
                  matchExpressions:
                    - {key: tenantoperator.io/tenant, operator: Exists}

            """,
        Matching.StatusInTenantNamespaces => """
                namespaceSelector:
                  matchExpressions:
                    - {key: tenantoperator.io/tenant, operator: Exists}
                {{- if semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version }}
                matchConditions:
                  - name: not-by-a-node
                    expression: "!(has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups)"
                {{- end }}

            """,
        Matching.EndpointsInTenantNamespaces => """
                namespaceSelector:
                  matchExpressions:
                    - {key: tenantoperator.io/tenant, operator: Exists}
                {{- if semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version }}
                matchConditions:
                  - name: not-by-kubernetes-itself
                    expression: >-
                      !(request.userInfo.username in ['system:kube-controller-manager', 'system:serviceaccount:kube-system:endpoint-controller',
                      'system:serviceaccount:kube-system:endpointslice-controller', 'system:serviceaccount:kube-system:endpointslicemirroring-controller'])
                {{- end }}

            """,
        Matching.InSuspendedNamespaces => """
                # The operator puts this label on the namespaces of a suspended tenant, and takes it away.
                namespaceSelector:
                  matchExpressions:
                    - {key: tenantoperator.io/suspended, operator: In, values: ["true"]}
                {{- if semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version }}
                matchConditions:
                  - name: not-by-kubernetes-itself
                    expression: >-
                      !(request.userInfo.username in ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler'])
                      && !(has(request.userInfo.groups) && ('system:masters' in request.userInfo.groups || 'system:nodes' in request.userInfo.groups))
                {{- end }}

            """,
        Matching.WithTenantLabel => """
                # Tested on the old and the new object, so that taking the label away is seen as well as adding it.
                objectSelector:
                  matchExpressions:
                    - {key: tenantoperator.io/tenant, operator: Exists}

            """,
        Matching.AllButMasters => """
                # All of them: a new namespace need not have the label yet. Those that the cluster's own administrators make do not wait for us.
                {{- if semverCompare ">=1.28-0" .Capabilities.KubeVersion.Version }}
                matchConditions:
                  - name: not-by-the-cluster-itself
                    expression: request.userInfo.username != 'system:apiserver' && !(has(request.userInfo.groups) && 'system:masters' in request.userInfo.groups)
                {{- end }}

            """,
        _ => "",
    });
}
