# Where the trail is kept: only CloudTrail writes here, and nobody deletes.
locals {
  bucket_statements = concat(
    [
      {
        sid        = "TrailLooksAtTheBucket"
        effect     = "Allow"
        principal  = { Service = "cloudtrail.amazonaws.com" }
        actions    = ["s3:GetBucketAcl"]
        resources  = [local.bucket_arn]
        conditions = { StringEquals = { "aws:SourceArn" = [local.trail_arn] } }
      },
      {
        sid        = "TrailWrites"
        effect     = "Allow"
        principal  = { Service = "cloudtrail.amazonaws.com" }
        actions    = ["s3:PutObject"]
        resources  = ["${local.bucket_arn}/AWSLogs/${local.account}/*"]
        conditions = { StringEquals = { "aws:SourceArn" = [local.trail_arn] } }
      },
    ],
    # Whoever got in must not take back what was seen of them. The lifecycle rule is S3's own, and may.
    var.deletion_protection ? [{
      sid        = "NothingIsTakenBack"
      effect     = "Deny"
      principal  = "*"
      actions    = ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"]
      resources  = [local.bucket_arn, "${local.bucket_arn}/*"]
      conditions = {}
    }] : [],
    var.tls_only ? [{
      sid        = "OnlyEncryptedConnections"
      effect     = "Deny"
      principal  = "*"
      actions    = ["s3:*"]
      resources  = [local.bucket_arn, "${local.bucket_arn}/*"]
      conditions = { Bool = { "aws:SecureTransport" = ["false"] } }
    }] : [],
  )

  bucket_policy = {
    Version = "2012-10-17"
    Statement = [
      for statement in local.bucket_statements : merge(
        {
          Sid       = statement.sid
          Effect    = statement.effect
          Principal = statement.principal
          Action    = statement.actions
          Resource  = statement.resources
        },
        length(statement.conditions) > 0 ? { Condition = statement.conditions } : {},
      )
    ]
  }
}

resource "aws_s3_bucket" "trail" {
  #checkov:skip=CKV_AWS_18:The trail is itself the log of who did what; a log of the log would never end
  #checkov:skip=CKV_AWS_144:What must outlive the account belongs to a trail of the organization, in an account of its own
  #checkov:skip=CKV2_AWS_62:Who wants to be told sets a rule on what is recorded, not on files
  for_each = local.trails

  bucket        = local.bucket
  force_destroy = !var.deletion_protection
  tags          = var.tags
}

resource "aws_s3_bucket_versioning" "trail" {
  for_each = local.trails

  bucket = aws_s3_bucket.trail[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
  for_each = local.trails

  bucket = aws_s3_bucket.trail[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "trail" {
  for_each = local.trails

  bucket = aws_s3_bucket.trail[each.key].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "trail" {
  for_each = local.trails

  bucket = aws_s3_bucket.trail[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "trail" {
  for_each = local.trails

  # A rule about versions is taken only where there are versions.
  depends_on = [aws_s3_bucket_versioning.trail]

  bucket = aws_s3_bucket.trail[each.key].id

  rule {
    id     = "old-records"
    status = "Enabled"

    filter {}

    expiration {
      days = var.retention_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" "trail" {
  for_each = local.trails

  # A policy written while public access is being blocked is refused as a conflict.
  depends_on = [aws_s3_bucket_public_access_block.trail]

  bucket = aws_s3_bucket.trail[each.key].id
  policy = jsonencode(local.bucket_policy)
}
