# What each role may do, as data: against the pages of the actions, and against what IAM takes.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name            = "web-production"
  create_boundary = true

  github = {
    owner         = "acme"
    owner_id      = "1001"
    repository    = "web"
    repository_id = "2002"
  }

  # Every option that there is.
  roles = {
    build = {
      repository_arns       = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      cache_repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web-cache"]
      pull_repository_arns  = ["arn:aws:ecr:eu-west-1:111122223333:repository/staging/web"]
      create_repository     = true
      public_images         = true
      environments          = ["production"]
    }
    scan = {
      repository_arns   = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      baseline_services = ["production/web"]
      inspector         = true
      environments      = ["production"]
    }
    deploy = {
      cluster_name       = "production"
      service_name       = "web"
      task_family        = "web"
      template_family    = "web-template"
      task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
      execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
      log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web"
      repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      keep_revisions     = true
      environments       = ["production"]
    }
    plan = {
      state_bucket_arn  = "arn:aws:s3:::acme-web-state"
      state_keys_prefix = "production/"
      kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1"
      environments      = ["production"]
    }
    apply = {
      state_bucket_arn  = "arn:aws:s3:::acme-web-state"
      state_keys_prefix = "production/"
      kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1"
      kms_key_arns      = ["arn:aws:kms:eu-west-1:111122223333:key/2"]
      environments      = ["production"]
    }
  }
}

run "the_build_role_may_do_what_build_push_ecr_documents_and_nothing_else" {
  command = plan

  assert {
    condition     = toset(flatten(output.statements.build[*].actions)) == toset(yamldecode(file("../../../actions/build-push-ecr/page/permissions.yml"))[*].action)
    error_message = "Of one alone: ${join(", ", setsubtract(setunion(flatten(output.statements.build[*].actions), yamldecode(file("../../../actions/build-push-ecr/page/permissions.yml"))[*].action), setintersection(flatten(output.statements.build[*].actions), yamldecode(file("../../../actions/build-push-ecr/page/permissions.yml"))[*].action)))}."
  }
}

run "the_scan_role_may_do_what_scan_image_documents_and_nothing_else" {
  command = plan

  assert {
    condition     = toset(flatten(output.statements.scan[*].actions)) == toset(yamldecode(file("../../../actions/scan-image/page/permissions.yml"))[*].action)
    error_message = "Of one alone: ${join(", ", setsubtract(setunion(flatten(output.statements.scan[*].actions), yamldecode(file("../../../actions/scan-image/page/permissions.yml"))[*].action), setintersection(flatten(output.statements.scan[*].actions), yamldecode(file("../../../actions/scan-image/page/permissions.yml"))[*].action)))}."
  }
}

# The rows of the two actions, with what registering takes besides (to pass roles on, to tag), and a tag on the image.
run "the_deploy_role_may_do_what_rendering_and_deploying_document_and_nothing_else" {
  command = plan

  assert {
    condition = toset(flatten(output.statements.deploy[*].actions)) == toset(concat(
      yamldecode(file("../../../actions/render-task-def/page/permissions.yml"))[*].action,
      yamldecode(file("../../../actions/deploy-ecs-with-rollback/page/permissions.yml"))[*].action,
      ["ecr:PutImage", "ecs:TagResource", "iam:PassRole"],
    ))
    error_message = "The deploy role may ${jsonencode(sort(flatten(output.statements.deploy[*].actions)))}."
  }
}

run "what_is_on_everything_has_no_resource_in_aws" {
  command = plan

  assert {
    condition = length(setsubtract(flatten([for statements in output.statements : [for statement in statements : statement.actions if contains(statement.resources, "*")]]), [
      "acm:RequestCertificate",
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DescribeScalingPolicies",
      "ec2:DescribeAddresses",
      "ec2:DescribeAddressesAttribute",
      "ec2:DescribeFlowLogs",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeNatGateways",
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribePrefixLists",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroupRules",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcEndpoints",
      "ec2:DescribeVpcs",
      "ecr-public:GetAuthorizationToken",
      "ecr:GetAuthorizationToken",
      "ecr:GetRegistryScanningConfiguration",
      "ecs:DeregisterTaskDefinition",
      "ecs:DescribeTaskDefinition",
      "ecs:ListTaskDefinitions",
      "ecs:ListTasks",
      "elasticloadbalancing:DescribeCapacityReservation",
      "elasticloadbalancing:DescribeListenerAttributes",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeLoadBalancerAttributes",
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTags",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
      "elasticloadbalancing:SetWebACL",
      "inspector2:BatchGetFindingDetails",
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:PutResourcePolicy",
      "route53:CreateHostedZone",
      "sns:GetSubscriptionAttributes",
      "sns:Unsubscribe",
      "ssm:DescribeParameters",
      "sts:GetServiceBearerToken",
    ])) == 0
    error_message = "On everything are also ${join(", ", distinct(flatten([for statements in output.statements : [for statement in statements : statement.actions if contains(statement.resources, "*")]])))}."
  }

  assert {
    condition     = alltrue([for statement in flatten(values(output.statements)) : strcontains(statement.why, "AWS knows no resource") if contains(statement.resources, "*")])
    error_message = "No reason is told by ${join(", ", [for statement in flatten(values(output.statements)) : statement.sid if contains(statement.resources, "*") && !strcontains(statement.why, "AWS knows no resource")])}."
  }
}

run "no_action_stands_for_others_where_it_is_allowed" {
  command = plan

  assert {
    condition     = length([for statement in flatten(values(output.statements)) : statement.sid if statement.effect == "Allow" && strcontains(join(" ", statement.actions), "*")]) == 0
    error_message = "There are ${jsonencode([for statement in flatten(values(output.statements)) : statement.sid if statement.effect == "Allow" && strcontains(join(" ", statement.actions), "*")])}."
  }
}

run "every_statement_has_a_name_of_its_own_and_a_sentence" {
  command = plan

  assert {
    condition     = alltrue([for duty, statements in output.statements : length(distinct(statements[*].sid)) == length(statements)])
    error_message = "Two statements of one role have one name."
  }

  assert {
    condition     = alltrue([for statement in flatten(values(output.statements)) : can(regex("^[A-Za-z0-9]+$", statement.sid)) && can(regex("^[A-Z].+\\.$", statement.why))])
    error_message = "A statement without a name or a sentence is among ${jsonencode([for statement in flatten(values(output.statements)) : statement.sid if !can(regex("^[A-Z].+\\.$", statement.why))])}."
  }
}

run "the_deploy_role_touches_one_service_and_passes_on_two_roles" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in output.statements.deploy : statement.sid => statement.resources
      if contains(["FollowDeployment", "PassRoles", "ReadLog", "ReadTasks", "TagDeployed", "TagRevision", "UpdateService"], statement.sid)
      }) == jsonencode({
      FollowDeployment = [
        "arn:aws:ecs:eu-west-1:111122223333:service/production/web",
        "arn:aws:ecs:eu-west-1:111122223333:service-deployment/production/web/*",
        "arn:aws:ecs:eu-west-1:111122223333:service-revision/production/web/*",
      ]
      PassRoles     = ["arn:aws:iam::111122223333:role/slipway/web-task", "arn:aws:iam::111122223333:role/slipway/web-execution"]
      ReadLog       = ["arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web:log-stream:*"]
      ReadTasks     = ["arn:aws:ecs:eu-west-1:111122223333:task/production/*"]
      TagDeployed   = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      TagRevision   = ["arn:aws:ecs:eu-west-1:111122223333:task-definition/web:*"]
      UpdateService = ["arn:aws:ecs:eu-west-1:111122223333:service/production/web"]
    })
    error_message = "The resources are ${jsonencode({ for statement in output.statements.deploy : statement.sid => statement.resources })}."
  }

  assert {
    condition = jsonencode({
      for statement in output.statements.deploy : statement.sid => statement.conditions if length(statement.conditions) > 0
      }) == jsonencode({
      ListTasks   = { ArnEquals = { "ecs:cluster" = ["arn:aws:ecs:eu-west-1:111122223333:cluster/production"] } }
      PassRoles   = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
      TagRevision = { StringEquals = { "ecs:CreateAction" = ["RegisterTaskDefinition"] } }
    })
    error_message = "The conditions are ${jsonencode({ for statement in output.statements.deploy : statement.sid => statement.conditions })}."
  }
}

run "the_build_role_pushes_into_its_own_repositories_and_pulls_from_the_others" {
  command = plan

  assert {
    condition = jsonencode({ for statement in output.statements.build : statement.sid => statement.resources if !contains(statement.resources, "*") }) == jsonencode({
      CreateRepository = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      Pull             = ["arn:aws:ecr:eu-west-1:111122223333:repository/staging/web"]
      Push             = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web", "arn:aws:ecr:eu-west-1:111122223333:repository/production/web-cache"]
    })
    error_message = "The resources are ${jsonencode({ for statement in output.statements.build : statement.sid => statement.resources })}."
  }
}

run "the_scan_role_reads_one_repository_and_what_its_baseline_runs" {
  command = plan

  assert {
    condition = jsonencode({ for statement in output.statements.scan : statement.sid => statement.resources if !contains(statement.resources, "*") }) == jsonencode({
      ReadBaseline = [
        "arn:aws:ecs:eu-west-1:111122223333:service/production/web",
        "arn:aws:ecs:eu-west-1:111122223333:service-deployment/production/web/*",
        "arn:aws:ecs:eu-west-1:111122223333:service-revision/production/web/*",
      ]
      ReadBaselineTasks = ["arn:aws:ecs:eu-west-1:111122223333:task/production/*"]
      ReadScan          = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
    })
    error_message = "The resources are ${jsonencode({ for statement in output.statements.scan : statement.sid => statement.resources })}."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.scan : statement.conditions if statement.sid == "ListBaselineTasks"]) == jsonencode([{ ArnEquals = { "ecs:cluster" = ["arn:aws:ecs:eu-west-1:111122223333:cluster/production"] } }])
    error_message = "Tasks of every cluster can be listed."
  }
}

run "the_document_of_a_role_has_its_statements_and_not_why" {
  command = plan

  assert {
    condition = aws_iam_role_policy.duty["build"].policy == jsonencode({
      Version = "2012-10-17"
      Statement = [
        for statement in output.statements.build :
        { Sid = statement.sid, Effect = "Allow", Action = statement.actions, Resource = statement.resources }
      ]
    })
    error_message = "The policy is ${aws_iam_role_policy.duty["build"].policy}."
  }
}

run "what_no_option_asks_for_is_not_allowed" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments    = ["production"]
      }
      scan = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments    = ["production"]
      }
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web:*"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  assert {
    condition = toset(flatten(output.statements.build[*].actions)) == toset([
      for row in yamldecode(file("../../../actions/build-push-ecr/page/permissions.yml")) : row.action if !can(row.only)
    ])
    error_message = "The build role may ${jsonencode(flatten(output.statements.build[*].actions))}."
  }

  assert {
    condition = toset(flatten(output.statements.scan[*].actions)) == toset([
      for row in yamldecode(file("../../../actions/scan-image/page/permissions.yml")) : row.action if !can(row.only)
    ])
    error_message = "The scan role may ${jsonencode(flatten(output.statements.scan[*].actions))}."
  }

  assert {
    condition     = length(setintersection(flatten(output.statements.deploy[*].actions), ["ecs:DeregisterTaskDefinition", "ecs:ListTaskDefinitions"])) == 0
    error_message = "The deploy role may deregister."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.deploy : statement.resources if statement.sid == "ReadLog"]) == jsonencode([["arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web:log-stream:*"]])
    error_message = "The star behind the ARN of a log group got into the policy."
  }

  assert {
    condition     = length(aws_iam_policy.group) == 0 && length(aws_iam_role_policy_attachment.group) == 0
    error_message = "There are policies for running Terraform: ${jsonencode(keys(aws_iam_policy.group))}."
  }
}

run "policies_fit_into_what_iam_takes" {
  command = plan

  assert {
    condition     = alltrue([for policy in aws_iam_policy.group : length(policy.policy) <= 6144]) && length(aws_iam_policy.boundary[0].policy) <= 6144
    error_message = "A policy may have 6144 characters, but they have ${jsonencode({ for group, policy in aws_iam_policy.group : group => length(policy.policy) })}."
  }

  assert {
    condition     = alltrue([for policy in aws_iam_role_policy.duty : length(policy.policy) <= 10240])
    error_message = "The policies of a role may have 10240 characters, but they have ${jsonencode({ for duty, policy in aws_iam_role_policy.duty : duty => length(policy.policy) })}."
  }

  assert {
    condition     = length([for key in keys(aws_iam_role_policy_attachment.group) : key if startswith(key, "apply/")]) <= 10
    error_message = "A role may have 10 policies, but apply has ${join(", ", keys(aws_iam_role_policy_attachment.group))}."
  }
}
