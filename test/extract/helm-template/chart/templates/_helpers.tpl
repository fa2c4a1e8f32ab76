{{- define "app.fullname" -}}
{{ .Release.Name }}-redis
{{- end -}}
