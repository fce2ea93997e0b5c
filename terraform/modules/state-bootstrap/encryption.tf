# A key of its own, so that reading the state takes two permissions: the object's and the key's.
locals {
  makes_key   = var.kms == "aws:kms" && var.kms_key_arn == null
  kms_key_arn = var.kms == "aws:kms" ? coalesce(var.kms_key_arn, one(aws_kms_key.state[*].arn)) : null

  key_policy = {
    Version = "2012-10-17"
    Statement = [{
      # Without it only the key's own policy could say who uses it, and nobody could mend that.
      Sid       = "PoliciesOfTheAccount"
      Effect    = "Allow"
      Principal = { AWS = local.account_arn }
      Action    = "kms:*"
      Resource  = "*"
    }]
  }
}

resource "aws_kms_key" "state" {
  count = local.makes_key ? 1 : 0

  description             = "Encrypts the Terraform state in ${var.bucket}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = jsonencode(local.key_policy)
  tags                    = var.tags
}

resource "aws_kms_alias" "state" {
  count = local.makes_key ? 1 : 0

  name          = "alias/${var.bucket}"
  target_key_id = aws_kms_key.state[0].key_id
}
