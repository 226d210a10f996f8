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

{{- define "tachograph.kafkaEnv" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "set kafka.bootstrapServers to host:port,host:port" .Values.kafka.bootstrapServers | quote }}
{{- if .Values.kafka.propertiesSecret }}
- name: KAFKA_PROPERTIES_FILE
  value: /etc/tachograph/kafka/client.properties
{{- end }}
{{- end }}

{{/* (list . "readerSecret") */}}
{{- define "tachograph.postgresEnv" -}}
{{- $postgres := (index . 0).Values.postgres }}
{{- $secret := required (printf "set postgres.%s to the name of a Secret with username and password" (index . 1)) (get $postgres (index . 1)) }}
- name: POSTGRES_JDBC_URL
  value: {{ required "set postgres.jdbcUrl to jdbc:postgresql://host/database" $postgres.jdbcUrl | quote }}
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
{{- with .Values.redis.host }}
- {name: REDIS_HOST, value: {{ . | quote }}}
{{- end }}
{{- with .Values.redis.passwordSecret }}
- name: REDIS_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ . | quote }}, key: password}}
{{- end }}
{{- end }}
