# What the roles that the pipeline makes may ever do, whatever their policies say: a role that could make roles, become
# another one, or write what Terraform reads, could undo everything that stands here. It grants nothing by itself.
locals {
  boundary_arn = "${local.iam}:policy/slipway/${var.name}-boundary"

  state_bucket_arns = distinct([for role in [var.roles.plan, var.roles.apply] : role.state_bucket_arn if role != null])

  # The log of who read the state stands beside it, under the name that state-bootstrap gives it.
  kept_bucket_arns = concat(
    flatten([for arn in local.state_bucket_arns : [arn, "${arn}-logs"]]),
    [for bucket in var.kept_buckets : "arn:${local.partition}:s3:::${bucket}"],
  )

  state_key_arns = distinct([for role in [var.roles.plan, var.roles.apply] : role.kms_key_arn if try(role.kms_key_arn, null) != null])

  # Of these services only the calls that a role of ours or an application needs: the rest of ssm runs commands on
  # machines and in tasks, at once or by a schedule, as the role of those.
  boundary_calls = { ssm = "*Parameter*", ssmmessages = "*Channel" }

  boundary_statements = [
    {
      sid        = "TheseServices"
      why        = "What the roles of a service and of its pipeline need, and what applications usually do; the policy of each role says on what. IAM can't judge whom a role trusts, so whoever makes roles under this boundary can do all of it."
      effect     = "Allow"
      actions    = [for service in sort(var.boundary_services) : "${service}:${lookup(local.boundary_calls, service, "*")}"]
      resources  = { Resource = ["*"] }
      conditions = {}
    },
    {
      sid        = "PassRolesToTasks"
      why        = "A deploy role passes on the roles of tasks, to nothing but tasks."
      effect     = "Allow"
      actions    = ["iam:PassRole"]
      resources  = { Resource = ["${local.iam}:role/slipway/*"] }
      conditions = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
    },
    {
      sid        = "WhoAmI"
      why        = "Whoever has credentials may ask whose they are; the other one is for a login at public.ecr.aws."
      effect     = "Allow"
      actions    = concat(["sts:GetCallerIdentity", "sts:GetServiceBearerToken"], length(var.boundary_assume_role_arns) > 0 ? ["sts:AssumeRole", "sts:TagSession"] : [])
      resources  = { Resource = ["*"] }
      conditions = {}
    },
    {
      sid        = "BecomeNobodyElse"
      why        = "Another role has another boundary, or none."
      effect     = "Deny"
      actions    = ["sts:AssumeRole", "sts:GetFederationToken"]
      resources  = length(var.boundary_assume_role_arns) > 0 ? { NotResource = var.boundary_assume_role_arns } : { Resource = ["*"] }
      conditions = {}
    },
    {
      sid        = "EnterNothing"
      why        = "Who runs a command in a task has the role of that task."
      effect     = "Deny"
      actions    = ["ecs:ExecuteCommand"]
      resources  = { Resource = ["*"] }
      conditions = {}
    },
    {
      sid        = "KeepPlatform"
      why        = "What one stack tells another is believed: who wrote it could send a service anywhere."
      effect     = "Deny"
      actions    = ["ssm:DeleteParameter", "ssm:DeleteParameters", "ssm:PutParameter"]
      resources  = { Resource = ["${local.regional.ssm}:parameter/slipway/*"] }
      conditions = {}
    },
    {
      sid        = "KeepState"
      why        = "A state holds secrets, and who wrote one could have the next apply make anything; who could write the records of all that could hide it."
      effect     = "Deny"
      actions    = ["s3:*"]
      resources  = { Resource = flatten([for arn in local.kept_bucket_arns : [arn, "${arn}/*"]]) }
      conditions = {}
    },
    {
      sid        = "KeepKeys"
      why        = "The key of the state is half of what it takes to read one, and without it no state can be read; nor, without theirs, the records of who did what."
      effect     = "Deny"
      actions    = ["kms:*"]
      resources  = { Resource = concat(local.state_key_arns, var.kept_key_arns) }
      conditions = {}
    },
  ]

  boundary = {
    Version = "2012-10-17"
    Statement = [
      for statement in local.boundary_statements : merge(
        { Sid = statement.sid, Effect = statement.effect, Action = statement.actions },
        statement.resources,
        length(statement.conditions) > 0 ? { Condition = statement.conditions } : {},
      ) if length(one(values(statement.resources))) > 0
    ]
  }
}

resource "aws_iam_policy" "boundary" {
  count = var.create_boundary ? 1 : 0

  name        = "${var.name}-boundary"
  path        = "/slipway/"
  description = "What roles that Slipway's pipeline makes may do at most"
  policy      = jsonencode(local.boundary)
  tags        = var.tags
}
