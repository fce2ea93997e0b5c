output "name" {
  description = "The name of the cluster, known once capacity can be asked of it."
  value       = aws_ecs_cluster_capacity_providers.this.cluster_name
}

output "arn" {
  description = "The ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
}

output "exec_log_group_arn" {
  description = "The ARN of the log group for sessions of execute-command; null without exec_logging."
  value       = one(aws_cloudwatch_log_group.exec[*].arn)
}
