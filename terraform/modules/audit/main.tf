data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  trails = toset(var.cloudtrail ? ["account"] : [])

  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # `id` says it in version 5 and 6 of the provider alike; `name` and `region` are each of one of them.
  region = data.aws_region.current.id

  bucket     = coalesce(var.bucket, "${var.name}-audit-${local.account}")
  bucket_arn = "arn:${local.partition}:s3:::${local.bucket}"

  # Made by hand, because the policies of bucket and key name the trail before it is there.
  trail_arn = "arn:${local.partition}:cloudtrail:${local.region}:${local.account}:trail/${var.name}"
}

resource "aws_cloudtrail" "account" {
  #checkov:skip=CKV_AWS_252:Who wants to be told sets a rule on what is recorded; a message for each file tells nobody anything
  #checkov:skip=CKV2_AWS_10:A second copy in CloudWatch costs more than all of the rest; GuardDuty reads the trail without
  for_each = local.trails

  # CloudTrail looks whether it may write there.
  depends_on = [aws_s3_bucket_policy.trail]

  name                          = var.name
  s3_bucket_name                = aws_s3_bucket.trail[each.key].id
  kms_key_id                    = local.kms_key_arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  tags                          = var.tags
}

resource "aws_guardduty_detector" "account" {
  #checkov:skip=CKV2_AWS_3:The findings of one region are about this region; the others have a module of their own
  count = var.guardduty ? 1 : 0

  enable                       = true
  finding_publishing_frequency = var.finding_publishing_frequency
  tags                         = var.tags
}
