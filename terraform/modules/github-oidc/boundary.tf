# What the roles that the pipeline makes may ever do, whatever their policies say: a role that could make roles, or
# become another, could undo everything that stands here.
locals {
  boundary_arn = "${local.iam}:policy/slipway/${var.name}-boundary"

  boundary = {
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "TheseServices"
        Effect   = "Allow"
        Action   = [for service in sort(var.boundary_services) : "${service}:*"]
        Resource = "*"
      },
      {
        Sid       = "PassRolesToTasks"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = "${local.iam}:role/slipway/*"
        Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
      },
      {
        Sid      = "KnowOneself"
        Effect   = "Allow"
        Action   = ["sts:GetCallerIdentity", "sts:GetServiceBearerToken"]
        Resource = "*"
      },
      {
        Sid      = "NobodyElse"
        Effect   = "Deny"
        Action   = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:GetFederationToken"]
        Resource = "*"
      },
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
