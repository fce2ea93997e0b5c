locals {
  plan_statements = flatten([for role in var.roles.plan[*] : [
    {
      sid        = "ListState"
      why        = "To find the state, and the workspaces beside it."
      actions    = ["s3:ListBucket"]
      resources  = [role.state_bucket_arn]
      conditions = { StringLike = { "s3:prefix" = ["env:/*", "${role.state_keys_prefix}*"] } }
    },
    {
      sid        = "ReadState"
      why        = "To compare what is there with what is written down."
      actions    = ["s3:GetObject"]
      resources  = ["${role.state_bucket_arn}/${role.state_keys_prefix}*"]
      conditions = {}
    },
    {
      sid        = "LockState"
      why        = "To hold the lock while planning: the object beside the state, and nothing but that."
      actions    = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      resources  = ["${role.state_bucket_arn}/${role.state_keys_prefix}*.tflock"]
      conditions = {}
    },
  ]])
  apply_statements = flatten([for role in var.roles.apply[*] : [
    {
      sid        = "WriteState"
      why        = "To write down what was made, and to hold the lock meanwhile."
      actions    = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
      resources  = ["${role.state_bucket_arn}/${role.state_keys_prefix}*"]
      conditions = {}
    },
  ]])
}
