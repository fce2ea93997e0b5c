# The state of the stacks, for the two roles that run Terraform. S3 keeps the lock as an object beside the state, which
# is the only one that is ever deleted.
locals {
  state_prefixes = { for duty, role in { plan = var.roles.plan, apply = var.roles.apply } : duty => distinct(concat([role.state_keys_prefix], role.more_state_keys_prefixes)) if role != null }

  # A role that a pull request may assume writes nothing at all: its plans say -lock=false.
  state_locks = { plan = !try(var.roles.plan.pull_requests, false), apply = true }

  state_statements = {
    for duty, role in { plan = var.roles.plan, apply = var.roles.apply } : duty => [
      {
        sid        = "ListState"
        why        = "To find the state, and to be told that there is none yet: without this S3 answers a missing object as a forbidden one. Names of states are no secret; what is in them is."
        actions    = ["s3:ListBucket"]
        resources  = [role.state_bucket_arn]
        conditions = {}
      },
      {
        sid        = duty == "apply" ? "WriteState" : "ReadState"
        why        = duty == "apply" ? "To write down what was made." : "To compare what is there with what is written down. A state may hold secrets: whoever may plan may read them."
        actions    = duty == "apply" ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]
        resources  = [for prefix in local.state_prefixes[duty] : "${role.state_bucket_arn}/${prefix}*"]
        conditions = {}
      },
      {
        sid        = "LockState"
        why        = "To hold the lock meanwhile, the object beside the state, and to give it back; not for pull requests, which could hold up everybody."
        actions    = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources  = local.state_locks[duty] ? [for prefix in local.state_prefixes[duty] : "${role.state_bucket_arn}/${prefix}*.tflock"] : []
        conditions = {}
      },
      {
        sid        = "StateKey"
        why        = "To read the state and to write the lock under the bucket's key, through S3 and in no other way."
        actions    = concat(["kms:Decrypt"], local.state_locks[duty] ? ["kms:GenerateDataKey"] : [])
        resources  = compact([role.kms_key_arn])
        conditions = { StringEquals = { "kms:ViaService" = ["s3.${local.region}.${local.dns_suffix}"] } }
      },
    ] if role != null
  }
}
