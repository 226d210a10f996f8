{{- define "tachograph.labels" -}}
app.kubernetes.io/name: tachograph
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* What selects the pods of one part: (list . "api"). */}}
{{- define "tachograph.selector" -}}
app.kubernetes.io/name: tachograph
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "tachograph.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end }}

{{/* Of every pod: no privileges, and no variables for services, whose POSTGRES_PORT would be a URL. */}}
{{- define "tachograph.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* Of every container. */}}
{{- define "tachograph.container" -}}
image: {{ include "tachograph.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{/* What was given, or Strimzi's. Empty without either. */}}
{{- define "tachograph.brokers" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ .Release.Name }}-kafka-bootstrap:9092{{ else }}{{ .Values.kafka.bootstrapServers }}{{ end -}}
{{- end }}

{{- define "tachograph.kafkaEnv" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "set kafka.bootstrapServers to host:port,host:port" (include "tachograph.brokers" .) | quote }}
{{- if .Values.kafka.propertiesSecret }}
- name: KAFKA_PROPERTIES_FILE
  value: /etc/tachograph/kafka/client.properties
{{- end }}
{{- end }}

{{/* (list . "readerSecret") */}}
{{- define "tachograph.postgresEnv" -}}
{{- $postgres := (index . 0).Values.postgres }}
{{- $url := $postgres.jdbcUrl }}
{{- if $postgres.cloudNativePg.enabled }}
{{- $database := printf "%s-database" (index . 0).Release.Name }}
{{- $url = printf "jdbc:postgresql://%s-rw/tachograph?sslmode=require" $database }}
{{- $postgres = merge (dict "ownerSecret" (printf "%s-superuser" $database)) $postgres }}
{{- end }}
{{- $secret := required (printf "set postgres.%s to the name of a Secret with username and password" (index . 1)) (get $postgres (index . 1)) }}
- name: POSTGRES_JDBC_URL
  value: {{ required "set postgres.jdbcUrl to jdbc:postgresql://host/database" $url | quote }}
- name: POSTGRES_USER
  valueFrom: {secretKeyRef: {name: {{ $secret | quote }}, key: username}}
- name: POSTGRES_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ $secret | quote }}, key: password}}
{{- end }}

{{/* Of everything that callers with keys reach. */}}
{{- define "tachograph.keysEnv" -}}
- name: API_KEYS
  valueFrom: {secretKeyRef: {name: {{ required "set api.keysSecret to the name of a Secret with API_KEYS" .Values.api.keysSecret | quote }}, key: API_KEYS}}
{{- end }}

{{/* Of parts with several pods: (list . "api"). */}}
{{- define "tachograph.disruption" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ (index . 0).Release.Name }}-{{ index . 1 }}
  labels:
    {{- include "tachograph.labels" (index . 0) | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "tachograph.selector" . | nindent 6 }}
{{- end }}

{{- define "tachograph.kafkaMount" -}}
{{- if .Values.kafka.propertiesSecret }}
- {name: kafka, mountPath: /etc/tachograph/kafka, readOnly: true}
{{- end }}
{{- end }}

{{- define "tachograph.kafkaVolume" -}}
{{- if .Values.kafka.propertiesSecret }}
- name: kafka
  secret: {secretName: {{ .Values.kafka.propertiesSecret | quote }}}
{{- end }}
{{- end }}

{{/* Spread over nodes where there are some. */}}
{{- define "tachograph.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "tachograph.selector" . | nindent 8 }}
{{- end }}

{{- define "tachograph.redisEnv" -}}
{{- with .Values.redis.host -}}
- {name: REDIS_HOST, value: {{ . | quote }}}
{{- end }}
{{- with .Values.redis.passwordSecret }}
- name: REDIS_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ . | quote }}, key: password}}
{{- end }}
{{- end }}

{{/* Of every container of ours. */}}
{{- define "tachograph.logEnv" -}}
{{- if .Values.logs.json -}}
- {name: LOG_FORMAT, value: json}
- {name: CONSOLE_LOGGING, value: "true"}
{{- end }}
{{- end }}

{{/* By processor time: (list . "api" .Values.api). */}}
{{- define "tachograph.autoscaler" -}}
{{- $name := printf "%s-%s" (index . 0).Release.Name (index . 1) }}
{{- $part := index . 2 -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  labels:
    {{- include "tachograph.labels" (index . 0) | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ $name }}}
  minReplicas: {{ $part.replicas }}
  maxReplicas: {{ $part.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ $part.autoscaling.cpuPercent }}}
{{- end }}

{{/* A Job before anything else starts, on installation and on every upgrade. Without hooks, and for a Kafka or a database of this release,
     which hooks would come before: a Job for each revision, and what needs it starts again until it is done. (list . "migrate" ofOurs) */}}
{{- define "tachograph.preparation" -}}
{{- $hook := and (index . 0).Values.hooks (not (index . 2)) -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ (index . 0).Release.Name }}-{{ index . 1 }}{{ if not $hook }}-{{ (index . 0).Release.Revision }}{{ end }}
  labels:
    {{- include "tachograph.labels" (index . 0) | nindent 4 }}
  {{- if $hook }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
  {{- end }}
{{- end }}
