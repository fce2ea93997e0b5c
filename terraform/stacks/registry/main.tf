# The repository of a service in one environment, apart from the rest, so that an image can exist before anything runs
# it; with the roles that fill and scan it.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account    = "${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
  repository = "${var.environment}/${var.service}"
  name       = "${var.service}-${var.environment}"
  promoted   = [for repository in var.promote_from : "${local.here}${repository}"]
  here       = trimsuffix(module.registry.repository_arn, local.repository)

  github_environments = distinct(concat([coalesce(var.github_environment, var.environment)], var.more_github_environments))
}

module "registry" {
  source = "../../modules/registry"

  name                = local.repository
  cache_repository    = var.build_cache
  keep_images         = var.keep_images
  pull_request_days   = var.pull_request_days
  keep_deployed       = var.keep_deployed
  deletion_protection = var.deletion_protection
}

module "github" {
  source = "../../modules/github-oidc"

  name                     = local.name
  github                   = var.github
  provider_arn             = "arn:${local.account}:oidc-provider/token.actions.githubusercontent.com"
  permissions_boundary_arn = "arn:${local.account}:policy/slipway/slipway-boundary"

  roles = {
    build = {
      repository_arns       = [module.registry.repository_arn]
      cache_repository_arns = compact([module.registry.cache_repository_arn])
      pull_repository_arns  = local.promoted
      environments          = local.github_environments
      job_workflow_refs     = lookup(var.job_workflow_refs, "build", [])
    }
    scan = {
      repository_arns   = [module.registry.repository_arn]
      baseline_services = ["${var.environment}/${local.name}"]
      inspector         = var.inspector
      environments      = local.github_environments
      job_workflow_refs = lookup(var.job_workflow_refs, "scan", [])
    }
  }
}
