# The rest of what `terraform plan` asks of AWS: names, certificates, roles, buckets of logs, parameters.
locals {
  read_more_statements = [
    {
      sid        = "ReadNames"
      why        = "To compare certificates and names in DNS."
      actions    = ["acm:DescribeCertificate", "acm:ListTagsForCertificate", "route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"]
      resources  = ["${local.regional.acm}:certificate/*", "arn:${local.partition}:route53:::change/*", "arn:${local.partition}:route53:::hostedzone/*"]
      conditions = {}
    },
    {
      sid = "ReadWebAcl"
      why = "To compare the web ACL, and which load balancer it is in front of."
      actions = [
        "elasticloadbalancing:GetLoadBalancerWebACL",
        "wafv2:GetLoggingConfiguration",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
        "wafv2:ListTagsForResource",
      ]
      resources  = ["${local.regional.wafv2}:regional/webacl/*", "${local.regional.elasticloadbalancing}:loadbalancer/app/*"]
      conditions = {}
    },
    {
      sid        = "ReadRoles"
      why        = "To compare the roles of Slipway, by their path."
      actions    = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
      resources  = ["${local.iam}:role/slipway/*"]
      conditions = {}
    },
    {
      sid        = "ReadParameters"
      why        = "To read what one stack tells another, under /slipway/, where no secret is kept."
      actions    = ["ssm:GetParameter", "ssm:ListTagsForResource"]
      resources  = ["${local.regional.ssm}:parameter/slipway/*"]
      conditions = {}
    },
    {
      sid = "ReadLogBuckets"
      why = "To compare how the buckets for access logs are set, and nothing of what they hold."
      actions = [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
      ]
      resources  = ["arn:${local.partition}:s3:::*-lb-logs-${local.account}-*"]
      conditions = {}
    },
  ]
}
