output "provider_arn" {
  description = "The ARN of GitHub's identity provider."
  value       = var.create_provider ? aws_iam_openid_connect_provider.github[0].arn : local.provider_arn
}

output "build_role_arn" {
  description = "The ARN of the role of jobs that push images; null without one."
  value       = one([for duty, role in aws_iam_role.duty : role.arn if duty == "build"])
}

output "scan_role_arn" {
  description = "The ARN of the role of jobs that read scans; null without one."
  value       = one([for duty, role in aws_iam_role.duty : role.arn if duty == "scan"])
}

output "deploy_role_arn" {
  description = "The ARN of the role of jobs that deploy; null without one."
  value       = one([for duty, role in aws_iam_role.duty : role.arn if duty == "deploy"])
}

output "plan_role_arn" {
  description = "The ARN of the role of jobs that plan; null without one."
  value       = one([for duty, role in aws_iam_role.duty : role.arn if duty == "plan"])
}

output "apply_role_arn" {
  description = "The ARN of the role of jobs that apply; null without one."
  value       = one([for duty, role in aws_iam_role.duty : role.arn if duty == "apply"])
}

output "boundary_arn" {
  description = "The ARN of the policy that roles made by the pipeline are bounded by; null where none is made here."
  value       = one(aws_iam_policy.boundary[*].arn)
}

output "trust" {
  description = "Whose tokens each role takes: duty → the conditions of its trust policy."
  value       = { for duty, document in local.trust : duty => document.Statement[0].Condition }
}

output "boundary_statements" {
  description = "What the boundary that is made here says and why: a list of `sid`, `why`, `effect`, `actions`, `resources`, `conditions`; empty where none is made."
  value       = [for statement in local.boundary_statements : statement if var.create_boundary]
}

output "statements" {
  description = "What each role may do and why: duty → a list of `sid`, `why`, `actions`, `resources`, `conditions`."
  value       = local.statements
}
