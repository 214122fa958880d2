using System.Reflection;
using Generator.Schemas;
using Tenancy.Api;

namespace Generator.Artefacts;

/// <summary>A CRD as a template of the chart: Helm installs what lies in <c>crds/</c> once and never upgrades it.</summary>
internal abstract class ChartCrd(Type type) : IArtefact
{
    private const string Metadata = "metadata:\n";

    public string Path => $"config/helm/tenant-operator/templates/crd-{type.GetCustomAttribute<CustomResourceAttribute>()!.Plural}.yaml";

    public string Render()
    {
        var crd = Yaml.Render(CustomResource.Definition(type));
        if (crd.Contains("{{", StringComparison.Ordinal))
            throw new InvalidOperationException("The CRD holds \"{{\", which the chart's template would evaluate.");
        var at = crd.IndexOf(Metadata, StringComparison.Ordinal) + Metadata.Length;
        return $$$"""
            {{- /* Generated from src/Tenancy/Api by make generate. */ -}}
            {{- if .Values.crds.enabled }}
            {{{crd[..at]}}}  labels:
                {{- include "tenant-operator.labels" . | nindent 4 }}
              {{- if .Values.crds.keep }}
              annotations:
                helm.sh/resource-policy: keep
              {{- end }}
            {{{crd[at..]}}}{{- end }}

            """;
    }
}
