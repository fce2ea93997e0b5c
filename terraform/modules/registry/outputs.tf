output "repository_name" {
  description = "The name of the repository; the variable `ECR_REPOSITORY` of the workflows."
  value       = aws_ecr_repository.images.name
}

output "repository_arn" {
  description = "The ARN of the repository, for the policies of roles."
  value       = aws_ecr_repository.images.arn
}

output "repository_url" {
  description = "Registry and repository, `‹account›.dkr.ecr.‹region›.amazonaws.com/‹name›`."
  value       = aws_ecr_repository.images.repository_url
}

output "registry_id" {
  description = "The id of the account whose registry holds the repository."
  value       = aws_ecr_repository.images.registry_id
}

output "cache_repository_name" {
  description = "The name of the repository for build caches; null without one."
  value       = one([for repository in aws_ecr_repository.cache : repository.name])
}

output "cache_repository_arn" {
  description = "The ARN of the repository for build caches; null without one."
  value       = one([for repository in aws_ecr_repository.cache : repository.arn])
}
