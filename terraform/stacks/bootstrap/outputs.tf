output "AWS_ROLE_PLAN" {
  description = "The role of jobs that plan: it reads, and holds the lock of the state unless pull requests may assume it."
  value       = module.github.plan_role_arn
}

output "AWS_ROLE_APPLY" {
  description = "The role of jobs that apply and destroy."
  value       = module.github.apply_role_arn
}
