output "AWS_REGION" {
  description = "The region of everything."
  value       = var.region
}

output "ECR_REPOSITORY" {
  description = "The name of the repository, without a registry in front."
  value       = module.registry.repository_name
}

output "AWS_ROLE_BUILD" {
  description = "The role of jobs that push the image."
  value       = module.github.build_role_arn
}

output "AWS_ROLE_SCAN" {
  description = "The role of jobs that read its scan."
  value       = module.github.scan_role_arn
}
