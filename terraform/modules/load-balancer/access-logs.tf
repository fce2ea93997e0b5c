# The bucket of the access logs, which nobody but ELB writes to and nobody reads without TLS. ELB can't write to a
# bucket that is encrypted by a key of KMS, so it is encrypted by a key of S3.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {} # `id` is the attribute that provider 5 and 6 both have

locals {
  logs        = var.access_logs.enabled ? 1 : 0
  account_id  = data.aws_caller_identity.current.account_id
  bucket_name = "${var.name}-lb-logs-${local.account_id}-${data.aws_region.current.id}"
  bucket_arn  = "arn:${data.aws_partition.current.partition}:s3:::${local.bucket_name}"

  bucket_statements = concat(
    [{
      Sid       = "DeliverAccessLogs"
      Effect    = "Allow"
      Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${local.bucket_arn}/AWSLogs/${local.account_id}/*"
    }],
    [for statement in [{
      Sid       = "RefuseWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }] : statement if var.tls_only]
  )
}

resource "aws_s3_bucket" "logs" {
  #checkov:skip=CKV_AWS_145:ELB can't write to a bucket that is encrypted by a key of KMS
  #checkov:skip=CKV_AWS_18:what ELB writes here are logs; logs of logs would tell only of ELB
  #checkov:skip=CKV_AWS_144:logs that expire after days are not worth a second region
  #checkov:skip=CKV2_AWS_62:nothing waits for a log to arrive
  count = local.logs

  bucket        = local.bucket_name
  force_destroy = !var.deletion_protection

  tags = var.tags
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  count = local.logs

  bucket = aws_s3_bucket.logs[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  count = local.logs

  bucket                  = aws_s3_bucket.logs[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "logs" {
  count = local.logs

  bucket = aws_s3_bucket.logs[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  count = local.logs

  bucket = aws_s3_bucket.logs[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  count = local.logs

  bucket = aws_s3_bucket.logs[0].id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.access_logs.retention_days
    }

    # What expired or was deleted by mistake can be had back for a week.
    noncurrent_version_expiration {
      noncurrent_days = 7
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.logs]
}

resource "aws_s3_bucket_policy" "logs" {
  count = local.logs

  bucket = aws_s3_bucket.logs[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.bucket_statements })

  depends_on = [aws_s3_bucket_public_access_block.logs]
}
