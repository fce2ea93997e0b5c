# The record of who talked to whom in the VPC, and the role that may write it: into its one log group and nowhere else.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  flow_logs = var.flow_logs.enabled ? 1 : 0

  log_group_name = "/slipway/${var.name}/flow-logs"
  logs_arn       = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${data.aws_caller_identity.current.account_id}"
  log_group_arn  = "${local.logs_arn}:log-group:${local.log_group_name}"

  flow_log_trust = {
    Version = "2012-10-17"
    Statement = [{
      Sid       = "FlowLogs"
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      # The service acts for every account: only a flow log of this one may borrow the role.
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ec2:${local.region}:${data.aws_caller_identity.current.account_id}:vpc-flow-log/*" }
      }
    }]
  }

  flow_log_statements = [
    {
      sid       = "WriteFlowLogs"
      why       = "The service makes a stream for each network interface in the log group, and writes to it."
      actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      resources = ["${local.log_group_arn}:*"]
    },
    {
      sid       = "FindLogGroup"
      why       = "The service looks for its log group by listing, which AWS grants on all groups of a region or on none."
      actions   = ["logs:DescribeLogGroups"]
      resources = ["${local.logs_arn}:log-group:*"]
    },
  ]
}

resource "aws_cloudwatch_log_group" "flow_logs" {
  count = local.flow_logs

  name              = local.log_group_name
  retention_in_days = var.flow_logs.retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "flow_logs" {
  count = local.flow_logs

  name                 = "${var.name}-flow-logs"
  path                 = "/slipway/"
  description          = "Lets VPC flow logs of ${var.name} write to their log group."
  assume_role_policy   = jsonencode(local.flow_log_trust)
  permissions_boundary = var.permissions_boundary_arn

  tags = var.tags
}

resource "aws_iam_role_policy" "flow_logs" {
  count = local.flow_logs

  name = "slipway"
  role = aws_iam_role.flow_logs[0].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in local.flow_log_statements : {
      Sid      = statement.sid
      Effect   = "Allow"
      Action   = statement.actions
      Resource = statement.resources
    }]
  })
}

resource "aws_flow_log" "this" {
  count = local.flow_logs

  vpc_id               = aws_vpc.this.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.flow_logs[0].arn
  iam_role_arn         = aws_iam_role.flow_logs[0].arn

  tags = merge(var.tags, { Name = var.name })

  depends_on = [aws_iam_role_policy.flow_logs]
}
