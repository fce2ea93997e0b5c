# What an account needs once: a bucket for the state of all stacks (this one's, too), GitHub as an identity provider,
# and the two roles of the infrastructure workflow. The roles of the pipeline are made where what they touch is made.

# A bucket that outlived its state is taken over instead of being refused.
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
  deletion_protection = var.deletion_protection
}

module "github" {
  source = "../../modules/github-oidc"

  name            = "slipway"
  create_provider = true
  create_boundary = true
  github          = var.github

  roles = {
    plan = {
      state_bucket_arn = module.state.bucket_arn
      kms_key_arn      = module.state.kms_key_arn
      environments     = [var.environment]
      pull_requests    = var.plan_on_pull_requests
    }
    apply = {
      state_bucket_arn = module.state.bucket_arn
      kms_key_arn      = module.state.kms_key_arn
      environments     = [var.environment]
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
