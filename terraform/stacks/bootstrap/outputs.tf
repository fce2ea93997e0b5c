output "AWS_ROLE_PLAN" {
  description = "The role of jobs that plan: it reads and writes nothing, not even the lock of a state, so that its plans say `-lock=false`."
  value       = module.github.plan_role_arn
}

output "AWS_ROLE_APPLY" {
  description = "The role of jobs that apply and destroy."
  value       = module.github.apply_role_arn
}
