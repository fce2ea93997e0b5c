# Two roles: ECS starts a task with the one, the app lives with the other. What each may do stands in policies.tf.

locals {
  # Without the condition any service of AWS, asked by anybody's account, could have ECS hand the role out.
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TasksOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })

  # IAM's own form of our statements; `why` is for people.
  documents = { for role, statements in { execution = local.execution_statements, task = local.task_statements } : role => jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in statements : merge(
      { Sid = statement.sid, Effect = "Allow", Action = statement.actions, Resource = statement.resources },
      length(statement.conditions) == 0 ? {} : { Condition = statement.conditions },
    )]
  }) }
}

resource "aws_iam_role" "execution" {
  name                 = "${var.name}-execution"
  path                 = "/slipway/"
  description          = "With it ECS starts tasks of ${var.name}: image, secrets and log"
  assume_role_policy   = local.trust
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name   = "slipway"
  role   = aws_iam_role.execution.name
  policy = local.documents.execution
}

resource "aws_iam_role" "task" {
  name                 = "${var.name}-task"
  path                 = "/slipway/"
  description          = "What the app in tasks of ${var.name} may do"
  assume_role_policy   = local.trust
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy" "task" {
  # Told by what is known before anything is made: the statements hold ARNs that may not be.
  count = length(var.task_policy_statements) > 0 || var.execute_command ? 1 : 0

  name   = "slipway"
  role   = aws_iam_role.task.name
  policy = local.documents.task
}
