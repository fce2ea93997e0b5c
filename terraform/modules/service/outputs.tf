output "service_name" {
  description = "The name of the service."
  value       = aws_ecs_service.this.name
}

output "service_arn" {
  description = "The ARN of the service."
  value       = aws_ecs_service.this.id
}

output "template_family" {
  description = "The family of the template, whose latest revision the pipeline renders from."
  value       = aws_ecs_task_definition.template.family
}

output "template_arn" {
  description = "The ARN of the template's latest revision."
  value       = aws_ecs_task_definition.template.arn
}

output "template_hash" {
  description = "The hash of the template's document without its image, which revisions of it carry as the docker label dev.slipway.template."
  value       = local.template_hash
}

output "task_family" {
  description = "The family that the pipeline registers revisions in."
  value       = var.name
}

output "task_role_arn" {
  description = "The ARN of the role that the app has."
  value       = aws_iam_role.task.arn
}

output "execution_role_arn" {
  description = "The ARN of the role with which ECS starts tasks."
  value       = aws_iam_role.execution.arn
}

output "log_group_name" {
  description = "The name of the log group of all containers."
  value       = aws_cloudwatch_log_group.this.name
}

output "log_group_arn" {
  description = "The ARN of the log group of all containers."
  value       = aws_cloudwatch_log_group.this.arn
}

output "target_group_arn" {
  description = "The ARN of the target group; null without a load balancer."
  value       = one(aws_lb_target_group.this[*].arn)
}

output "target_group_arn_suffix" {
  description = "The end of that ARN, as CloudWatch names the group; null without a load balancer."
  value       = one(aws_lb_target_group.this[*].arn_suffix)
}

output "load_balancer_arn_suffix" {
  description = "The end of the balancer's ARN, as CloudWatch names it; null without a load balancer."
  value       = local.balancer_suffix
}

output "security_group_id" {
  description = "The id of the tasks' security group, for rules of databases and caches that let them in."
  value       = aws_security_group.this.id
}

output "statements" {
  description = "What the two roles may do: role to list of sid, why, actions, resources and conditions."
  value       = { execution = local.execution_statements, task = local.task_statements }
}
