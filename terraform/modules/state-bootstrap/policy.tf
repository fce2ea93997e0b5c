# Who may do what is said by the policies of the roles; this one says only what nobody may, whatever a role allows.
locals {
  denials = concat(
    var.tls_only ? [{
      sid        = "OnlyEncryptedConnections"
      why        = "A state holds secrets; none goes over the wire in the clear."
      actions    = ["s3:*"]
      resources  = [local.bucket_arn, "${local.bucket_arn}/*"]
      conditions = { Bool = { "aws:SecureTransport" = ["false"] } }
    }] : [],
    var.kms == "aws:kms" && var.kms_only ? [{
      sid       = "OnlyKms"
      why       = "A backend with `encrypt = true` and no `kms_key_id` asks for AES256, which would go around the key."
      actions   = ["s3:PutObject"]
      resources = ["${local.bucket_arn}/*"]
      conditions = {
        # Who asks for nothing gets the bucket's key; of a header that is not there, "not equal" would be true.
        Null            = { "s3:x-amz-server-side-encryption" = ["false"] }
        StringNotEquals = { "s3:x-amz-server-side-encryption" = ["aws:kms"] }
      }
      },
      {
        sid       = "OnlyThisKey"
        why       = "Another key may be one that others can use, or that is gone tomorrow."
        actions   = ["s3:PutObject"]
        resources = ["${local.bucket_arn}/*"]
        conditions = {
          Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = ["false"] }
          StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = [local.kms_key_arn] }
        }
    }] : [],
    length(var.only_principal_arns) > 0 ? [{
      sid        = "OnlyThesePrincipals"
      why        = "A role of the account that may read every bucket is not to read this one; root stays, or nobody could mend a wrong list."
      actions    = ["s3:*"]
      resources  = [local.bucket_arn, "${local.bucket_arn}/*"]
      conditions = { ArnNotLike = { "aws:PrincipalArn" = concat([local.account_arn], var.only_principal_arns) } }
    }] : [],
    var.deletion_protection ? [{
      sid        = "NeverDeleted"
      why        = "Whoever wants the bucket gone has to change this policy first, and to mean it."
      actions    = ["s3:DeleteBucket"]
      resources  = [local.bucket_arn]
      conditions = {}
    }] : [],
  )

  policy = {
    Version = "2012-10-17"
    Statement = [
      for denial in local.denials : merge(
        { Sid = denial.sid, Effect = "Deny", Principal = "*", Action = denial.actions, Resource = denial.resources },
        length(denial.conditions) > 0 ? { Condition = denial.conditions } : {},
      )
    ]
  }
}

resource "aws_s3_bucket_policy" "state" {
  count = length(local.denials) > 0 ? 1 : 0

  # A policy written while public access is being blocked is refused as a conflict.
  depends_on = [aws_s3_bucket_public_access_block.state]

  bucket = aws_s3_bucket.this.id
  policy = jsonencode(local.policy)
}
