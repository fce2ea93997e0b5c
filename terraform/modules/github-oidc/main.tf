# GitHub as an identity provider, and a role for each duty of a pipeline. What each may do stands in build.tf, scan.tf,
# deploy.tf, state.tf, read.tf and apply-*.tf; who may assume it in trust.tf.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # Of hosts: amazonaws.com, or another one in China.
  dns_suffix = data.aws_partition.current.dns_suffix

  # `id` says it in versions 5 and 6 of the provider alike; `name` and `region` belong to one of them each.
  region = data.aws_region.current.id

  # In front of what a service calls its resources: "${local.regional.ecs}:cluster/…".
  regional = {
    for service in ["acm", "application-autoscaling", "cloudwatch", "ec2", "ecr", "ecs", "elasticloadbalancing", "kms", "logs", "sns", "ssm", "wafv2"] :
    service => "arn:${local.partition}:${service}:${local.region}:${local.account}"
  }

  issuer       = "token.actions.githubusercontent.com"
  iam          = "arn:${local.partition}:iam::${local.account}"
  provider_arn = coalesce(var.provider_arn, "${local.iam}:oidc-provider/${local.issuer}")

  duties = toset([for duty, role in var.roles : duty if role != null])

  purposes = {
    build  = "Jobs that push images"
    scan   = "Jobs that read the scan of an image"
    deploy = "Jobs that register task definitions and deploy"
    plan   = "Jobs that plan: they read"
    apply  = "Jobs that apply and destroy"
  }
}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.create_provider ? 1 : 0

  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = var.tags
}

resource "aws_iam_role" "duty" {
  for_each = local.duties

  # AWS does not look whether the provider that a trust policy names is there.
  depends_on = [aws_iam_openid_connect_provider.github]

  name                 = "${var.name}-${each.key}"
  path                 = "/slipway/"
  description          = "${local.purposes[each.key]}, of ${var.github.owner}/${var.github.repository}"
  assume_role_policy   = jsonencode(local.trust[each.key])
  permissions_boundary = var.permissions_boundary_arn
  max_session_duration = 3600
  tags                 = var.tags

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.trust[each.key])) <= 2048
      error_message = "The trust policy of ${var.name}-${each.key} would have ${length(jsonencode(local.trust[each.key]))} characters, and IAM takes 2048: roles.${each.key} names too many environments or refs for one role."
    }
  }
}
