# What an account needs once: a bucket for the state of all stacks (this one's, too), GitHub as an identity provider,
# and the two roles of the infrastructure workflow. The roles of the pipeline are made where what they touch is made.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  environments = concat([var.environment], var.more_environments)

  # The state of this stack is at no environment's key: what the workflows run as is changed by people alone.
  state_keys_prefixes = [for environment in local.environments : "${environment}/"]

  # The two roles by their names: their policies name the bucket, whose policy names them.
  roles            = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/slipway"
  state_principals = length(var.state_principal_arns) == 0 ? [] : concat(var.state_principal_arns, [for duty in ["plan", "apply"] : "${local.roles}/slipway-${duty}"])
}

# Whose state this is: its key in the bucket names no environment, and a run of another one would move all roles there.
# What the state says is kept, and compared with who asks.
resource "terraform_data" "environment" {
  input = var.environment

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.output == var.environment
      error_message = "The stack bootstrap of this bucket is the one of ${self.output}, and its roles would be moved to ${var.environment}: write more_environments = [\"${var.environment}\"] into environments/${self.output}/bootstrap.tfvars and apply bootstrap ${self.output}."
    }
  }
}

# A bucket that outlived its state is taken over instead of being refused; the rest of this stack is not.
import {
  for_each = var.adopt_bucket ? toset([var.bucket]) : toset([])
  to       = module.state.aws_s3_bucket.this
  id       = each.value
}

module "state" {
  source = "../../modules/state-bootstrap"

  bucket              = var.bucket
  tls_only            = !contains(var.switched_off, "tls-only-statements")
  kms_only            = !contains(var.switched_off, "kms-only-statements")
  keep_noncurrent     = contains(var.switched_off, "version-counts") ? null : 20
  only_principal_arns = local.state_principals
  deletion_protection = var.deletion_protection

  access_logs = {
    enabled = !contains(var.switched_off, "bucket-logs")
  }
}

module "github" {
  source = "../../modules/github-oidc"

  name            = "slipway"
  create_provider = var.create_provider
  create_boundary = true
  github          = var.github

  kept_buckets  = compact([for audit in module.audit : audit.bucket])
  kept_key_arns = compact([for audit in module.audit : audit.kms_key_arn])

  roles = {
    plan = {
      state_bucket_arn  = module.state.bucket_arn
      kms_key_arn       = module.state.kms_key_arn
      environments      = distinct(concat(local.environments, var.plan_environments))
      pull_requests     = var.plan_on_pull_requests
      job_workflow_refs = lookup(var.job_workflow_refs, "plan", [])

      state_keys_prefix        = local.state_keys_prefixes[0]
      more_state_keys_prefixes = slice(local.state_keys_prefixes, 1, length(local.state_keys_prefixes))
    }
    apply = {
      state_bucket_arn  = module.state.bucket_arn
      kms_key_arn       = module.state.kms_key_arn
      environments      = local.environments
      hosted_zone_ids   = var.hosted_zone_ids
      make_zones        = var.make_zones
      job_workflow_refs = lookup(var.job_workflow_refs, "apply", [])

      state_keys_prefix        = local.state_keys_prefixes[0]
      more_state_keys_prefixes = slice(local.state_keys_prefixes, 1, length(local.state_keys_prefixes))
    }
  }
}

module "audit" {
  source = "../../modules/audit"
  count  = var.audit ? 1 : 0

  name                = "slipway"
  deletion_protection = var.deletion_protection
  cloudtrail          = !contains(var.switched_off, "cloudtrail")
  tls_only            = !contains(var.switched_off, "tls-only-statements")
}
