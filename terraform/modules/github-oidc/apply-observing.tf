# What the apply role may change of logs, alarms, dashboards, topics, parameters and buckets of access logs.
locals {
  apply_observing_statements = [
    {
      sid        = "ChangeLogs"
      why        = "To make, change and remove log groups, by their names; not to read or write a line."
      actions    = ["logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteRetentionPolicy", "logs:DisassociateKmsKey", "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource"]
      resources  = flatten([for base in local.bases : [for group in ["/slipway/${base}/*", "/slipway/*-${base}/*", "aws-waf-logs-${base}", "aws-waf-logs-${base}:*"] : "${local.regional.logs}:log-group:${group}"]])
      conditions = {}
    },
    {
      sid     = "ChangeAlarms"
      why     = "To make, change and remove alarms and dashboards, by their names."
      actions = ["cloudwatch:DeleteAlarms", "cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"]
      resources = flatten([for pattern in local.patterns : [
        "${local.regional.cloudwatch}:alarm:${pattern}",
        "arn:${local.partition}:cloudwatch::${local.account}:dashboard/${pattern}",
      ]])
      conditions = {}
    },
    {
      sid        = "ChangeTopics"
      why        = "To make, change and remove the topic of alarms, by its name, and to say who is told."
      actions    = ["sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource", "sns:UntagResource"]
      resources  = [for pattern in local.patterns : "${local.regional.sns}:${pattern}"]
      conditions = {}
    },
    {
      sid        = "Unsubscribe"
      why        = "To tell somebody no longer. AWS knows no resource for it, but the region as a condition."
      actions    = ["sns:Unsubscribe"]
      resources  = ["*"]
      conditions = { StringEquals = { "aws:RequestedRegion" = [local.region] } }
    },
    {
      sid        = "ChangeParameters"
      why        = "To write down what one stack tells another."
      actions    = ["ssm:AddTagsToResource", "ssm:DeleteParameter", "ssm:PutParameter", "ssm:RemoveTagsFromResource"]
      resources  = [for base in local.bases : "${local.regional.ssm}:parameter/slipway/${base}/*"]
      conditions = {}
    },
    {
      sid = "ChangeLogBuckets"
      why = "To make, change and remove the buckets for access logs, by their names, which have the account in them."
      actions = [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:ListBucketVersions",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ]
      resources  = local.log_buckets
      conditions = {}
    },
    {
      sid        = "EmptyLogBuckets"
      why        = "A bucket is removed empty: this takes away what is in one without deletion protection."
      actions    = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
      resources  = [for bucket in local.log_buckets : "${bucket}/*"]
      conditions = {}
    },
    {
      sid        = "UseKeys"
      why        = "To have repositories and log groups encrypted with these keys of yours, by the service that keeps them."
      actions    = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
      resources  = try(var.roles.apply.kms_key_arns, [])
      conditions = { BoolIfExists = { "kms:GrantIsForAWSResource" = ["true"] } }
    },
  ]

  log_buckets = [for base in local.bases : "arn:${local.partition}:s3:::${base}-lb-logs-${local.account}-*"]
}
