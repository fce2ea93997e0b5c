# Who read and wrote the state. S3's log delivery can't write under a key of KMS, so this bucket has S3's own.
locals {
  log_bucket     = "${var.bucket}-logs"
  log_bucket_arn = "arn:${data.aws_partition.current.partition}:s3:::${local.log_bucket}"

  log_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "LogDelivery"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = ["s3:PutObject"]
        Resource  = "${local.log_bucket_arn}/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = [local.bucket_arn] }
          StringEquals = { "aws:SourceAccount" = [data.aws_caller_identity.current.account_id] }
        }
      }],
      [for deny in var.tls_only ? ["OnlyEncryptedConnections"] : [] : {
        Sid       = deny
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:*"]
        Resource  = [local.log_bucket_arn, "${local.log_bucket_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = ["false"] } }
      }],
    )
  }
}

resource "aws_s3_bucket" "logs" {
  #checkov:skip=CKV_AWS_18:A log of the log would never end
  #checkov:skip=CKV_AWS_21:A log is written once and never over
  #checkov:skip=CKV_AWS_144:A log that is lost takes no state with it
  #checkov:skip=CKV_AWS_145:S3's log delivery can't write under a key of KMS
  #checkov:skip=CKV2_AWS_62:Nobody waits for a log to be written
  count = var.access_logs.enabled ? 1 : 0

  bucket        = local.log_bucket
  force_destroy = !var.deletion_protection
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "logs" {
  count = var.access_logs.enabled ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  count = var.access_logs.enabled ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  count = var.access_logs.enabled ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  count = var.access_logs.enabled ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    id     = "old-logs"
    status = "Enabled"

    filter {}

    expiration {
      days = var.access_logs.retention_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  count = var.access_logs.enabled ? 1 : 0

  depends_on = [aws_s3_bucket_public_access_block.logs]

  bucket = aws_s3_bucket.logs[0].id
  policy = jsonencode(local.log_policy)
}

resource "aws_s3_bucket_logging" "state" {
  count = var.access_logs.enabled ? 1 : 0

  # S3 looks whether it may write there.
  depends_on = [aws_s3_bucket_policy.logs]

  bucket        = aws_s3_bucket.this.id
  target_bucket = aws_s3_bucket.logs[0].id
  target_prefix = "state/"
}
