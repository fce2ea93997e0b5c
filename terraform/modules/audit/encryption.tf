# CloudTrail can't use the AWS-managed key of S3, so there has to be one whose policy lets it in.
locals {
  makes_key   = var.cloudtrail && var.kms_key_arn == null
  kms_key_arn = var.cloudtrail ? coalesce(var.kms_key_arn, one(aws_kms_key.trail[*].arn)) : null

  key_statements = [
    {
      # Without it only the key's own policy could say who uses it, and nobody could mend that.
      Sid       = "PoliciesOfTheAccount"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
      Action    = ["kms:*"]
      Resource  = "*"
      Condition = {}
    },
    {
      Sid       = "TrailEncrypts"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = ["kms:GenerateDataKey*"]
      Resource  = "*"
      Condition = {
        StringEquals = { "aws:SourceArn" = [local.trail_arn] }
        StringLike   = { "kms:EncryptionContext:aws:cloudtrail:arn" = ["arn:${local.partition}:cloudtrail:*:${local.account}:trail/*"] }
      }
    },
    {
      Sid       = "TrailLooksAtTheKey"
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = ["kms:DescribeKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceArn" = [local.trail_arn] } }
    },
  ]

  key_policy = {
    Version = "2012-10-17"
    Statement = [
      for statement in local.key_statements :
      { for key, value in statement : key => value if key != "Condition" || length(value) > 0 }
    ]
  }
}

resource "aws_kms_key" "trail" {
  count = local.makes_key ? 1 : 0

  description             = "Encrypts what CloudTrail records as ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = jsonencode(local.key_policy)
  tags                    = var.tags
}

resource "aws_kms_alias" "trail" {
  count = local.makes_key ? 1 : 0

  name          = "alias/${var.name}-audit"
  target_key_id = aws_kms_key.trail[0].key_id
}
