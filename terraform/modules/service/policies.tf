# What the two roles may do: each statement with the sentence that says why.

locals {
  # 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web, and the same with a digest behind it.
  ecr_pattern = "^([0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)/([^@:]+)"
  own_repository = coalesce(
    var.repository_arn,
    try(format("arn:%s:ecr:%s:%s:repository/%s", local.partition, regex(local.ecr_pattern, var.repository_url)[1], regex(local.ecr_pattern, var.repository_url)[0], regex(local.ecr_pattern, var.repository_url)[2]), null),
    "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${join("/", slice(split("/", var.repository_url), 1, length(split("/", var.repository_url))))}",
  )
  sidecar_repositories = [for image in values(var.sidecars)[*].image :
    format("arn:%s:ecr:%s:%s:repository/%s", local.partition, regex(local.ecr_pattern, image)[1], regex(local.ecr_pattern, image)[0], regex(local.ecr_pattern, image)[2])
  if can(regex(local.ecr_pattern, image))]

  # A secret's ARN is seven words; what stands behind them chooses a key of its JSON and a version.
  secret_arns     = distinct(concat(values(var.secrets), flatten([for sidecar in values(var.sidecars) : values(sidecar.secrets)])))
  parameters      = sort([for arn in local.secret_arns : arn if split(":", arn)[2] == "ssm"])
  manager_secrets = sort(distinct([for arn in local.secret_arns : join(":", slice(split(":", arn), 0, 7)) if split(":", arn)[2] == "secretsmanager"]))
  secret_keys     = var.secrets_kms_key_arns != null ? var.secrets_kms_key_arns : var.kms_key_arn == null ? [] : [var.kms_key_arn]

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
        resources  = distinct(concat([local.own_repository], local.sidecar_repositories))
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
        resources  = length(local.secret_arns) == 0 ? [] : local.secret_keys
        conditions = { StringEquals = { "kms:ViaService" = [for service in ["secretsmanager", "ssm"] : "${service}.${local.region}.amazonaws.com"] } }
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
