# What the two roles may do, as data.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name           = "web"
  environment    = "production"
  cluster_name   = "harbour"
  cluster_arn    = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
  vpc_id         = "vpc-0123456789abcdef0"
  subnet_ids     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web"
  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
    security_group_id = "sg-0123456789abcdef0"
    hosts             = ["www.example.com"]
  }
}

run "only_ecs_in_this_account_takes_the_roles" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/slipway/slipway-boundary"
  }

  assert {
    condition = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution] : jsondecode(role.assume_role_policy).Statement == [{
      Sid       = "TasksOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
    }]])
    error_message = "The account is the cluster's."
  }

  assert {
    condition     = aws_iam_role.task.name == "web-task" && aws_iam_role.execution.name == "web-execution" && aws_iam_role.task.path == "/slipway/" && aws_iam_role.execution.path == "/slipway/"
    error_message = "Two roles, where the pipeline's policies look for them."
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution] : role.permissions_boundary == "arn:aws:iam::111122223333:policy/slipway/slipway-boundary"])
    error_message = "Within the boundary."
  }
}

run "the_execution_role_pulls_and_logs_and_no_more" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.execution.policy) == {
      Version = "2012-10-17"
      Statement = [
        { Sid = "RegistryLogin", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
        {
          Sid      = "PullImage"
          Effect   = "Allow"
          Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
        },
        {
          Sid      = "WriteLog"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web:log-stream:*"]
        },
      ]
    }
    error_message = "Its own repository, its own log group."
  }

  assert {
    condition     = length(aws_iam_role_policy.task) == 0 && output.statements.task == []
    error_message = "The app may do nothing unless asked for."
  }
}

run "the_execution_role_reads_the_very_secrets" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    secrets = {
      DATABASE_URL = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url"
      SESSION_KEY  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/session-AbCdEf:key::"
      SESSION_SALT = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/session-AbCdEf:salt::"
    }
    sidecars = {
      agent = {
        image   = "444455556666.dkr.ecr.us-east-1.amazonaws.com/tools/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        secrets = { KEY = "arn:aws:ssm:eu-west-1:111122223333:parameter/agent/key" }
      }
    }
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement if startswith(statement.Sid, "Read") || statement.Sid == "DecryptSecrets"] == [
      {
        Sid      = "ReadParameters"
        Effect   = "Allow"
        Action   = ["ssm:GetParameters"]
        Resource = ["arn:aws:ssm:eu-west-1:111122223333:parameter/agent/key", "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url"]
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/session-AbCdEf"]
      },
      {
        Sid       = "DecryptSecrets"
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = ["arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
        Condition = { StringEquals = { "kms:ViaService" = ["secretsmanager.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"] } }
      },
    ]
    error_message = "One secret once, whichever of its keys are asked for; those of sidecars as well; and the key by those two services."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource if statement.Sid == "PullImage"]) == ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web", "arn:aws:ecr:us-east-1:444455556666:repository/tools/agent"]
    error_message = "A sidecar in ECR is pulled from where it is."
  }
}

run "secrets_have_keys_of_their_own" {
  command = plan

  variables {
    kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    secrets_kms_key_arns = ["arn:aws:kms:eu-west-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab"]
    secrets              = { DATABASE_URL = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url" }
  }

  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource if statement.Sid == "DecryptSecrets"]) == ["arn:aws:kms:eu-west-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab"]
    error_message = "And the log's key is none of them."
  }
}

run "without_secrets_no_key_is_used" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.execution.policy).Statement[*].Sid == ["RegistryLogin", "PullImage", "WriteLog"]
    error_message = "CloudWatch encrypts the log by itself."
  }
}

run "a_repository_is_found_by_its_arn_or_where_the_cluster_is" {
  command = plan

  variables {
    repository_url = "127.0.0.1:4566/team/web"
  }

  assert {
    condition     = one([for statement in output.statements.execution : statement.resources if statement.sid == "PullImage"]) == tolist(["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"])
    error_message = "An address that tells neither account nor region is one of the cluster's."
  }
}

run "a_repository_of_another_account_is_named_by_its_arn" {
  command = plan

  variables {
    repository_url = "registry.example.com/web"
    repository_arn = "arn:aws:ecr:eu-central-1:444455556666:repository/web"
  }

  assert {
    condition     = one([for statement in output.statements.execution : statement.resources if statement.sid == "PullImage"]) == tolist(["arn:aws:ecr:eu-central-1:444455556666:repository/web"])
    error_message = "As given."
  }
}

run "the_app_may_do_what_its_statements_say" {
  command = plan

  variables {
    task_policy_statements = [
      { sid = "ReadUploads", why = "The app shows what people uploaded.", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::uploads/*"] },
      {
        sid        = "SendMail"
        why        = "The app writes to people who signed up."
        actions    = ["ses:SendEmail"]
        resources  = ["*"]
        conditions = { StringEquals = { "ses:FromAddress" = ["hello@example.com"] } }
      },
    ]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task[0].policy).Statement == [
      { Sid = "ReadUploads", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::uploads/*"] },
      { Sid = "SendMail", Effect = "Allow", Action = ["ses:SendEmail"], Resource = ["*"], Condition = { StringEquals = { "ses:FromAddress" = ["hello@example.com"] } } },
    ]
    error_message = "Word for word, and without the reasons, which IAM has no place for."
  }
}

run "commands_in_tasks_need_rights_of_the_agent" {
  command = plan

  variables {
    execute_command    = true
    read_only_root     = false
    exec_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/harbour/exec"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.task[0].policy).Statement == [
      {
        Sid      = "ExecuteCommand"
        Effect   = "Allow"
        Action   = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]
        Resource = ["*"]
      },
      { Sid = "FindSessionLog", Effect = "Allow", Action = ["logs:DescribeLogGroups"], Resource = ["*"] },
      {
        Sid      = "WriteSessionLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/harbour/exec:*"]
      },
    ]
    error_message = "To talk, and to write down what is said."
  }
}

run "every_statement_says_why_and_names_what_it_can" {
  command = plan

  variables {
    execute_command    = true
    read_only_root     = false
    exec_log_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/harbour/exec"
    secrets            = { KEY = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/key" }
  }

  assert {
    condition     = alltrue([for statement in concat(output.statements.execution, output.statements.task) : endswith(statement.why, ".")])
    error_message = "A sentence each."
  }

  assert {
    condition     = alltrue([for statement in concat(output.statements.execution, output.statements.task) : !contains(statement.resources, "*") || strcontains(statement.why, "AWS knows no resource")])
    error_message = "A star stands only where AWS knows no resource, and the reason says so."
  }

  assert {
    condition     = alltrue([for statement in concat(output.statements.execution, output.statements.task) : alltrue([for action in statement.actions : !strcontains(action, "*")])])
    error_message = "Actions by their names."
  }
}

run "a_partition_is_that_of_the_cluster" {
  command = plan

  variables {
    cluster_arn          = "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/harbour"
    repository_url       = "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/web"
    secrets              = { KEY = "arn:aws-cn:ssm:cn-north-1:111122223333:parameter/web/key" }
    secrets_kms_key_arns = ["arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"]
  }

  assert {
    condition     = one([for statement in output.statements.execution : statement.resources if statement.sid == "PullImage"]) == tolist(["arn:aws-cn:ecr:cn-north-1:111122223333:repository/team/web"])
    error_message = "ARNs begin alike."
  }

  assert {
    condition     = one([for statement in output.statements.execution : statement.conditions.StringEquals["kms:ViaService"] if statement.sid == "DecryptSecrets"])[1] == "ssm.cn-north-1.amazonaws.com.cn"
    error_message = "Services have the names that they have there."
  }
}
