{{/*
Names are fixed, not derived from the release: webhooks, ClusterRoles and CRDs are the cluster's, so there is one
tenant-operator to a cluster, and documents and alerts can name its objects.
*/}}

{{/* Labels of every object of the chart. Takes the root context. */}}
{{- define "tenant-operator.labels" -}}
app.kubernetes.io/name: tenant-operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name (.Chart.Version | replace "+" "_") }}
{{- end }}

{{/* Labels that select the pods of a component; a Deployment's selector can never be changed. Takes the component's name. */}}
{{- define "tenant-operator.selector" -}}
app.kubernetes.io/name: tenant-operator
app.kubernetes.io/component: {{ . }}
{{- end }}

{{/* The image with its tag or digest. Takes the root context. */}}
{{- define "tenant-operator.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* What both Deployments' pods have in common. Takes a dict: root, component (the name, which is also the key of its values). */}}
{{- define "tenant-operator.podSettings" -}}
{{- $values := index .root.Values .component -}}
serviceAccountName: tenant-operator-{{ .component }}
automountServiceAccountToken: true
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext:
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
# Replicas that share a node or a zone fail together. ScheduleAnyway: a small cluster still gets its second replica.
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "tenant-operator.selector" $.component | nindent 8 }}
  {{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: config
    configMap:
      name: tenant-operator
{{- end }}

{{/* What both containers have in common. Takes the same dict. */}}
{{- define "tenant-operator.containerSettings" -}}
image: {{ include "tenant-operator.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
# Quoted: server-side apply refuses a quantity that is a number.
resources:
  {{- range $kind, $quantities := (index .root.Values .component).resources }}
  {{ $kind }}:
    {{- range $name, $quantity := $quantities }}
    {{ $name }}: {{ $quantity | quote }}
    {{- end }}
  {{- end }}
livenessProbe:
  httpGet:
    path: /livez
    port: health
  periodSeconds: 10
  failureThreshold: 3
readinessProbe:
  httpGet:
    path: /readyz
    port: health
  periodSeconds: 2
  failureThreshold: 2
# The caches of a large cluster take a while to fill; until then a process is alive, and not ready.
startupProbe:
  httpGet:
    path: /livez
    port: health
  periodSeconds: 1
  failureThreshold: 60
volumeMounts:
  - name: config
    mountPath: /etc/tenant-operator
    readOnly: true
{{- end }}

{{/* Annotations of both pod templates: a changed configuration is read by new pods. Takes the same dict. */}}
{{- define "tenant-operator.podAnnotations" -}}
checksum/config: {{ include "tenant-operator.config" .root | sha256sum }}
{{- with (index .root.Values .component).podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
The processes' configuration, as JSON. The certificate is good for the name by which the API server calls: the Service's, or
the host of webhooks.url.
*/}}
{{- define "tenant-operator.config" -}}
{{- $namespace := .Release.Namespace -}}
{{- $platform := .Values.platform -}}
{{- $adminUsers := $platform.admins.users -}}
{{- range $platform.admins.serviceAccounts -}}
{{- $adminUsers = append $adminUsers (printf "system:serviceaccount:%s:%s" .namespace .name) -}}
{{- end -}}
{{- $dnsNames := list (printf "tenant-operator-webhooks.%s.svc" $namespace) (printf "tenant-operator-webhooks.%s.svc.cluster.local" $namespace) -}}
{{- $ipAddresses := list -}}
{{- with .Values.webhooks.url -}}
{{- $host := (urlParse .).hostname -}}
{{- if regexMatch "^[0-9.]+$|:" $host -}}
{{- $ipAddresses = append $ipAddresses $host -}}
{{- else -}}
{{- $dnsNames = append $dnsNames $host -}}
{{- end -}}
{{- end -}}
{{- /* A selector that is not set is left out: an empty one would select everything. */ -}}
{{- $dns := dict "cidrs" $platform.dns.cidrs -}}
{{- range $key := list "namespaceSelector" "podSelector" -}}
{{- with index $platform.dns $key -}}
{{- $_ := set $dns $key . -}}
{{- end -}}
{{- end -}}
{{- /* A section that a user sets to null to be without the default has no value left. */ -}}
{{- $standardPolicy := dict -}}
{{- range $section, $value := .Values.standardClass.policy -}}
{{- if not (kindIs "invalid" $value) -}}
{{- $_ := set $standardPolicy $section $value -}}
{{- end -}}
{{- end -}}
{{- dict
  "platform" (dict
    "operatorNamespace" $namespace
    "operatorUsers" (list (printf "system:serviceaccount:%s:tenant-operator-controller" $namespace))
    "adminUsers" $adminUsers
    "adminGroups" $platform.admins.groups
    "systemUsers" (concat $platform.systemUsers $platform.additionalSystemUsers | uniq)
    "protectedNamespaces" $platform.protectedNamespaces
    "memberClusterRoles" $platform.memberClusterRoles
    "clusterRanges" $platform.clusterRanges
    "dns" $dns)
  "standardClass" (dict
    "enabled" .Values.standardClass.enabled
    "policy" $standardPolicy)
  "certificates" (dict
    "secretName" "tenant-operator-webhook-ca"
    "registrationName" "tenant-operator"
    "dnsNames" $dnsNames
    "ipAddresses" $ipAddresses
    "authorityLifetime" .Values.certificates.authorityLifetime
    "servingLifetime" .Values.certificates.servingLifetime)
  "leaderElection" (dict
    "leaseName" "tenant-operator-controller"
    "leaseDuration" .Values.leaderElection.leaseDuration
    "renewDeadline" .Values.leaderElection.renewDeadline
    "retryPeriod" .Values.leaderElection.retryPeriod)
  "process" (dict
    "classTenantsPerSecond" (int .Values.controller.classTenantsPerSecond))
  "audit" (dict
    "interval" .Values.controller.audit.interval
    "recheck" .Values.controller.audit.recheck
    "pagesPerSecond" (int .Values.controller.audit.pagesPerSecond))
  | toPrettyJson -}}
{{- end }}
