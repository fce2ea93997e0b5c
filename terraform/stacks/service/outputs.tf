output "ECS_SERVICE" {
  description = "The name of the service."
  value       = module.service.service_name
}

output "ECS_TASK_TEMPLATE" {
  description = "The family of the template that the pipeline renders revisions from."
  value       = module.service.template_family
}

output "AWS_ROLE_DEPLOY" {
  description = "The role of jobs that register and deploy."
  value       = module.github.deploy_role_arn
}
