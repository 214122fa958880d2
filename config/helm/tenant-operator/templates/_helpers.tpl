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
The processes' configuration, as JSON.
*/}}
{{- define "tenant-operator.config" -}}
{{- $namespace := .Release.Namespace -}}
{{- $platform := .Values.platform -}}
{{- $adminUsers := $platform.admins.users -}}
{{- range $platform.admins.serviceAccounts -}}
{{- $adminUsers = append $adminUsers (printf "system:serviceaccount:%s:%s" .namespace .name) -}}
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
  "certificates" (include "tenant-operator.certificates.config" . | fromJson)
  "clientCertificates" (dict
    "authority" .Values.webhooks.clientCertificates.authority
    "names" .Values.webhooks.clientCertificates.names)
  "denialEvents" (dict
    "enabled" .Values.denialEvents.enabled
    "perNamespacePerMinute" (int .Values.denialEvents.perNamespacePerMinute))
  "tracing" (dict
    "endpoint" .Values.tracing.endpoint
    "samplingRatio" (float64 .Values.tracing.samplingRatio))
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

{{/* Who may read metrics, as a rule of a NetworkPolicy; empty when nobody may. Takes the root context. */}}
{{- define "tenant-operator.metricsIngress" -}}
{{- with .Values.networkPolicy.metricsFrom -}}
- from:
    - namespaceSelector:
        {{- toYaml . | nindent 8 }}
  ports:
    - {port: 8080, protocol: TCP}
{{- end -}}
{{- end }}

{{/* Where both processes go: to the API server, to DNS, and to the collector of traces. By ports alone: an API server is no pod, and its addresses are the cloud's to change. Takes the root context. */}}
{{- define "tenant-operator.egress" -}}
- ports:
    {{- range .Values.networkPolicy.apiServerPorts }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- with (.Values.tracing | default dict).endpoint }}
- ports:
    - {port: {{ regexFind ":[0-9]+$" (urlParse .).host | trimPrefix ":" | default (hasPrefix "https:" . | ternary "443" "80") }}, protocol: TCP}
{{- end }}
{{- end }}

{{/* Seconds of a duration such as 1h30m. Takes the text. */}}
{{- define "tenant-operator.seconds" -}}
{{- $units := dict "ms" 0.001 "s" 1.0 "m" 60.0 "h" 3600.0 -}}
{{- $sum := 0.0 -}}
{{- range regexFindAll "[0-9.]+(ms|s|m|h)" . -1 -}}
{{- $unit := regexFind "[a-z]+" . -}}
{{- $sum = addf $sum (mulf (trimSuffix $unit . | float64) (index $units $unit)) -}}
{{- end -}}
{{- $sum -}}
{{- end }}

{{/*
The pod of a task that runs once and ends. Takes a dict: root, account (of the service account), args. It reads no configuration, and runs where the
controller may run.
*/}}
{{- define "tenant-operator.taskPod" -}}
{{- $controller := .root.Values.controller -}}
serviceAccountName: {{ .account }}
automountServiceAccountToken: true
enableServiceLinks: false
restartPolicy: Never
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with $controller.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $controller.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  seccompProfile:
    type: RuntimeDefault
containers:
  - name: task
    image: {{ include "tenant-operator.image" .root }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    args:
      {{- toYaml .args | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities:
        drop: [ALL]
    resources:
      requests: {cpu: 10m, memory: 32Mi}
      limits: {memory: 128Mi}
{{- end }}

{{/* Annotations of what the pod of a hook may do: there before it, gone after it. Takes the name of the hook. */}}
{{- define "tenant-operator.hookRights" -}}
helm.sh/hook: {{ . }}
helm.sh/hook-weight: "-1"
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded,hook-failed
{{- end }}
