# What the two roles may do: each statement with the sentence that says why. None names a resource by `*` where AWS knows
# one.

locals {
  execution_statements = concat(
    [
      {
        sid        = "RegistryLogin"
        why        = "ECR gives tokens for the whole registry: AWS knows no resource for this action."
        actions    = ["ecr:GetAuthorizationToken"]
        resources  = ["*"]
        conditions = {}
      },
      {
        sid        = "PullImage"
        why        = "ECS pulls the image of the service, and those of its sidecars that are in ECR."
        actions    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        resources  = local.repositories
        conditions = {}
      },
      {
        sid        = "WriteLog"
        why        = "Each container writes into a stream of its own in the service's log group."
        actions    = ["logs:CreateLogStream", "logs:PutLogEvents"]
        resources  = ["${aws_cloudwatch_log_group.this.arn}:log-stream:*"]
        conditions = {}
      },
    ],
    [for statement in [
      {
        sid        = "ReadParameters"
        why        = "ECS puts these parameters into the environment of the containers."
        actions    = ["ssm:GetParameters"]
        resources  = local.parameters
        conditions = {}
      },
      {
        sid        = "ReadSecrets"
        why        = "ECS puts these secrets into the environment of the containers."
        actions    = ["secretsmanager:GetSecretValue"]
        resources  = local.manager_secrets
        conditions = {}
      },
      {
        sid        = "DecryptSecrets"
        why        = "The secrets are encrypted with these keys; SSM and Secrets Manager alone may use them for the role."
        actions    = ["kms:Decrypt"]
        resources  = local.secret_keys
        conditions = { StringEquals = { "kms:ViaService" = [for service in ["secretsmanager", "ssm"] : "${service}.${local.region}.amazonaws.com${local.partition == "aws-cn" ? ".cn" : ""}"] } }
      },
    ] : statement if length(statement.resources) > 0],
  )

  task_statements = concat(
    var.task_policy_statements,
    [for statement in [
      {
        sid        = "ExecuteCommand"
        why        = "The agent in the container talks with the person; AWS knows no resource for these actions."
        actions    = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
        resources  = var.execute_command ? ["*"] : []
        conditions = {}
      },
      {
        sid        = "FindSessionLog"
        why        = "The agent looks for the log group before a session; AWS knows no resource for this action."
        actions    = ["logs:DescribeLogGroups"]
        resources  = var.execute_command && var.exec_log_group_arn != null ? ["*"] : []
        conditions = {}
      },
      {
        sid        = "WriteSessionLog"
        why        = "The agent writes what is typed and seen into the cluster's log group for it."
        actions    = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        resources  = var.execute_command && var.exec_log_group_arn != null ? ["${trimsuffix(var.exec_log_group_arn, ":*")}:*"] : []
        conditions = {}
      },
    ] : statement if length(statement.resources) > 0],
  )
}
