output "deployment_alarm_names" {
  description = "The names of the alarms that a deployment is stopped by: those on this service's own target group."
  value       = values(aws_cloudwatch_metric_alarm.deployment)[*].alarm_name
}

output "alarm_names" {
  description = "The names of all alarms."
  value = concat(
    values(aws_cloudwatch_metric_alarm.deployment)[*].alarm_name,
    aws_cloudwatch_metric_alarm.balancer_5xx[*].alarm_name,
    aws_cloudwatch_metric_alarm.running_tasks[*].alarm_name,
  )
}

output "dashboard_name" {
  description = "The name of the dashboard; null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
