# The state of the stacks, for the two roles that run Terraform. S3 keeps the lock as an object beside the state, which
# is the only one that is ever deleted.
locals {
  state_statements = {
    for duty, role in { plan = var.roles.plan, apply = var.roles.apply } : duty => [
      {
        sid        = "ListState"
        why        = "To find the state, and the workspaces beside it; who may not list is refused where a state is not there yet."
        actions    = ["s3:ListBucket"]
        resources  = [role.state_bucket_arn]
        conditions = {}
      },
      {
        sid        = duty == "apply" ? "WriteState" : "ReadState"
        why        = duty == "apply" ? "To write down what was made." : "To compare what is there with what is written down. A state may hold secrets: whoever may plan may read them."
        actions    = duty == "apply" ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]
        resources  = ["${role.state_bucket_arn}/${role.state_keys_prefix}*"]
        conditions = {}
      },
      {
        sid        = "LockState"
        why        = "To hold the lock meanwhile, the object beside the state, and to give it back."
        actions    = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        resources  = ["${role.state_bucket_arn}/${role.state_keys_prefix}*.tflock"]
        conditions = {}
      },
      {
        sid        = "StateKey"
        why        = "To read the state and to write the lock under the bucket's key, through S3 and in no other way."
        actions    = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources  = compact([role.kms_key_arn])
        conditions = { StringEquals = { "kms:ViaService" = ["s3.${local.region}.${local.dns_suffix}"] } }
      },
    ] if role != null
  }
}
