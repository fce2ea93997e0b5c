# What the role of the flow logs may do, and who may assume it, as data.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name  = "shop"
  zones = ["eu-west-1a", "eu-west-1b"]
}

run "only_flow_logs_of_this_account_and_region_may_assume_the_role" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.flow_logs[0].assume_role_policy).Statement == [{
      Sid       = "FlowLogs"
      Effect    = "Allow"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = "111122223333" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:ec2:eu-west-1:111122223333:vpc-flow-log/*" }
      }
    }]
    error_message = "The trust policy must name the service, the account and its flow logs."
  }
}

run "the_role_writes_to_its_log_group_and_finds_it" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.flow_logs[0].policy).Statement : statement.Sid => statement } == {
      WriteFlowLogs = {
        Sid      = "WriteFlowLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/shop/flow-logs:*"]
      }
      FindLogGroup = {
        Sid      = "FindLogGroup"
        Effect   = "Allow"
        Action   = ["logs:DescribeLogGroups"]
        Resource = ["arn:aws:logs:eu-west-1:111122223333:log-group:*"]
      }
    }
    error_message = "The role must be allowed to write to its log group and to find it, and nothing else."
  }

  assert {
    condition     = aws_iam_role_policy.flow_logs[0].role == aws_iam_role.flow_logs[0].name
    error_message = "The policy must be that of the role."
  }
}

run "every_statement_says_why" {
  command = plan

  assert {
    condition     = alltrue([for statement in local.flow_log_statements : can(regex("^[A-Z].{20,}\\.$", statement.why))])
    error_message = "Each statement must have a sentence that says why."
  }
}

run "the_role_is_in_slipways_path_and_within_the_boundary" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/slipway/boundary"
  }

  assert {
    condition     = aws_iam_role.flow_logs[0].name == "shop-flow-logs" && aws_iam_role.flow_logs[0].path == "/slipway/"
    error_message = "The role must be /slipway/shop-flow-logs."
  }

  assert {
    condition     = aws_iam_role.flow_logs[0].permissions_boundary == "arn:aws:iam::111122223333:policy/slipway/boundary"
    error_message = "The role must have the boundary."
  }
}

run "arns_are_of_the_partition" {
  command = plan

  variables {
    zones = ["us-gov-west-1a", "us-gov-west-1b"]
  }

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-us-gov" }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.flow_logs[0].policy).Statement[0].Resource == ["arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/slipway/shop/flow-logs:*"]
    error_message = "The log group's ARN must be of the partition and region."
  }

  assert {
    condition     = jsondecode(aws_iam_role.flow_logs[0].assume_role_policy).Statement[0].Condition.ArnLike["aws:SourceArn"] == "arn:aws-us-gov:ec2:us-gov-west-1:111122223333:vpc-flow-log/*"
    error_message = "The flow logs' ARN must be of the partition and region."
  }
}
