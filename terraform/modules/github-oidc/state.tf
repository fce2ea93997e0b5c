# The state of the stacks, for the two roles that run Terraform. S3 keeps the lock as an object beside the state, which
# is the only one that is ever deleted.
#
# The plan role writes nothing at all, not even a lock, so that its plans say -lock=false. A lock would keep nothing safe:
# a plan changes no state, and an apply plans again, or refuses a saved plan of an older state. But who may write and
# delete locks could hold up every apply, or take away the lock of one that is running.
locals {
  state_prefixes = { for duty, role in { plan = var.roles.plan, apply = var.roles.apply } : duty => distinct(concat([role.state_keys_prefix], role.more_state_keys_prefixes)) if role != null }

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
        why        = "To hold the lock meanwhile, the object beside the state, and to give it back."
        actions    = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources  = duty == "apply" ? [for prefix in local.state_prefixes[duty] : "${role.state_bucket_arn}/${prefix}*.tflock"] : []
        conditions = {}
      },
      {
        sid        = "StateKey"
        why        = "To read the state, and to write it where that is allowed, under the bucket's key, through S3 and in no other way."
        actions    = concat(["kms:Decrypt"], duty == "apply" ? ["kms:GenerateDataKey"] : [])
        resources  = compact([role.kms_key_arn])
        conditions = { StringEquals = { "kms:ViaService" = ["s3.${local.region}.${local.dns_suffix}"] } }
      },
    ] if role != null
  }
}
