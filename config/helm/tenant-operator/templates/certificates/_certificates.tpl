{{/* The Secret that the processes watch: with the operator's own authority, or with the certificate that somebody else keeps. */}}
{{- define "tenant-operator.certificates.secretName" -}}
{{- if eq .Values.certificates.source "SelfManaged" -}}
tenant-operator-webhook-ca
{{- else if eq .Values.certificates.source "CertManager" -}}
tenant-operator-webhook-tls
{{- else -}}
{{ .Values.certificates.secret.name }}
{{- end -}}
{{- end }}

{{/*
What a certificate that is made here is made out to, as JSON: the Service's names, and the host of webhooks.url.
*/}}
{{- define "tenant-operator.certificates.names" -}}
{{- $service := printf "tenant-operator-webhooks.%s.svc" .Release.Namespace -}}
{{- $dnsNames := list $service (printf "%s.cluster.local" $service) -}}
{{- $ipAddresses := list -}}
{{- with .Values.webhooks.url -}}
{{- $host := (urlParse .).hostname -}}
{{- if regexMatch "^[0-9.]+$|:" $host -}}
{{- $ipAddresses = append $ipAddresses $host -}}
{{- else -}}
{{- $dnsNames = append $dnsNames $host -}}
{{- end -}}
{{- end -}}
{{- dict "dnsNames" $dnsNames "ipAddresses" $ipAddresses | toJson -}}
{{- end }}

{{/* What a certificate that somebody else made must be made out to, as JSON: the one name by which the API server calls. */}}
{{- define "tenant-operator.certificates.calledBy" -}}
{{- $names := include "tenant-operator.certificates.names" . | fromJson -}}
{{- if $names.ipAddresses -}}
{{- dict "dnsNames" list "ipAddresses" $names.ipAddresses | toJson -}}
{{- else if .Values.webhooks.url -}}
{{- dict "dnsNames" (list (last $names.dnsNames)) "ipAddresses" list | toJson -}}
{{- else -}}
{{- dict "dnsNames" (list (first $names.dnsNames)) "ipAddresses" list | toJson -}}
{{- end -}}
{{- end }}

{{/* The processes' settings, as JSON. They need not know who keeps the Secret that they watch. */}}
{{- define "tenant-operator.certificates.config" -}}
{{- $selfManaged := eq .Values.certificates.source "SelfManaged" -}}
{{- $names := include (printf "tenant-operator.certificates.%s" (ternary "names" "calledBy" $selfManaged)) . | fromJson -}}
{{- dict
  "source" (ternary "SelfManaged" "Secret" $selfManaged)
  "secretName" (include "tenant-operator.certificates.secretName" .)
  "registrationName" "tenant-operator"
  "dnsNames" $names.dnsNames
  "ipAddresses" $names.ipAddresses
  "authorityLifetime" .Values.certificates.authorityLifetime
  "servingLifetime" .Values.certificates.servingLifetime
  "overlap" .Values.certificates.overlap
  | toJson -}}
{{- end }}
