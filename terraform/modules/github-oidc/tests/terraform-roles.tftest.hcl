# What the two roles that run Terraform may do, and what the roles may do at most that one of them makes.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name            = "slipway"
  create_boundary = true

  github = {
    owner         = "acme"
    owner_id      = "1001"
    repository    = "web"
    repository_id = "2002"
  }

  roles = {
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
      environments      = ["production"]
    }
  }
}

run "the_plan_role_reads_and_writes_nothing_not_even_a_lock" {
  command = plan

  assert {
    condition     = alltrue([for action in flatten(output.statements.plan[*].actions) : action == "kms:Decrypt" || can(regex("^[a-z0-9-]+:(Describe|Get|List)", action))])
    error_message = "The plan role may ${jsonencode(distinct(flatten(output.statements.plan[*].actions)))}."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.plan : statement.conditions if statement.sid == "StateKey"]) == jsonencode([{ StringEquals = { "kms:ViaService" = ["s3.eu-west-1.amazonaws.com"] } }])
    error_message = "The key can be used otherwise than through S3."
  }
}

run "a_plan_role_of_pull_requests_does_neither" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn         = "arn:aws:s3:::acme-web-state"
        state_keys_prefix        = "production/"
        more_state_keys_prefixes = ["staging/"]
        kms_key_arn              = "arn:aws:kms:eu-west-1:111122223333:key/1"
        pull_requests            = true
      }
    }
  }

  assert {
    condition     = alltrue([for action in flatten(output.statements.plan[*].actions) : action == "kms:Decrypt" || can(regex("^[a-z0-9-]+:(Describe|Get|List)", action))])
    error_message = "The plan role may ${jsonencode(distinct(flatten(output.statements.plan[*].actions)))}."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.plan : statement.resources if statement.sid == "ReadState"]) == jsonencode([["arn:aws:s3:::acme-web-state/production/*", "arn:aws:s3:::acme-web-state/staging/*"]])
    error_message = "The states are ${jsonencode([for statement in output.statements.plan : statement.resources if statement.sid == "ReadState"])}."
  }
}

run "the_plan_role_reads_no_secret_and_no_image_and_no_log" {
  command = plan

  assert {
    condition = length(setintersection(flatten(output.statements.plan[*].actions), [
      "secretsmanager:GetSecretValue", "ssm:GetParameters", "ssm:GetParametersByPath", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
      "logs:GetLogEvents", "logs:FilterLogEvents", "lambda:GetFunction", "ec2:DescribeInstanceAttribute",
    ])) == 0
    error_message = "The plan role may ${jsonencode(distinct(flatten(output.statements.plan[*].actions)))}."
  }

  assert {
    condition     = jsonencode(flatten([for statement in output.statements.plan : statement.resources if contains(statement.actions, "ssm:GetParameter")])) == jsonencode(["arn:aws:ssm:eu-west-1:111122223333:parameter/slipway/*"])
    error_message = "Parameters are read at ${jsonencode(flatten([for statement in output.statements.plan : statement.resources if contains(statement.actions, "ssm:GetParameter")]))}."
  }

  assert {
    condition     = alltrue([for statement in output.statements.plan : startswith(statement.resources[0], "arn:aws:s3:::acme-web-state/production/") if contains(statement.actions, "s3:GetObject")])
    error_message = "Objects are read beside the state."
  }
}

run "the_apply_role_reads_what_the_plan_role_reads" {
  command = plan

  assert {
    condition     = length(setsubtract(flatten(output.statements.plan[*].actions), flatten(output.statements.apply[*].actions))) == 0
    error_message = "The apply role lacks ${join(", ", setsubtract(flatten(output.statements.plan[*].actions), flatten(output.statements.apply[*].actions)))}."
  }

  assert {
    condition     = join(" ", keys(aws_iam_role_policy_attachment.group)) == "apply/balancing apply/containers apply/domains apply/identity apply/network apply/observing apply/read plan/read"
    error_message = "Attached are ${join(" ", keys(aws_iam_role_policy_attachment.group))}."
  }
}

run "what_aws_knows_no_resource_for_is_asked_of_all" {
  command = plan

  assert {
    condition = jsonencode(distinct(flatten([
      for statement in output.statements.plan : statement.resources if length(setintersection(statement.actions, ["logs:DescribeLogGroups", "ssm:DescribeParameters", "ecs:DescribeTaskDefinition"])) > 0
    ]))) == jsonencode(["*"])
    error_message = "AWS judges lists of log groups, parameters and task definitions by no name."
  }
}

run "both_sides_of_a_web_acl_are_allowed_and_only_in_front_of_its_own" {
  command = plan

  assert {
    condition = alltrue([
      for action in ["elasticloadbalancing:CreateWebACLAssociation", "elasticloadbalancing:DeleteWebACLAssociation", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"] :
      alltrue([for statement in output.statements.apply : !contains(statement.resources, "*") if contains(statement.actions, action)]) && contains(flatten(output.statements.apply[*].actions), action)
    ])
    error_message = "A web ACL can be put in front of any load balancer, or of none."
  }

  assert {
    condition     = contains(flatten(output.statements.plan[*].actions), "elasticloadbalancing:GetLoadBalancerWebACL")
    error_message = "Which web ACL a load balancer has can't be read."
  }
}

run "the_apply_role_deletes_no_state" {
  command = plan

  assert {
    condition     = jsonencode([for statement in output.statements.apply : statement.resources if contains(statement.actions, "s3:DeleteObject") && strcontains(join(" ", statement.resources), "acme-web-state")]) == jsonencode([["arn:aws:s3:::acme-web-state/production/*.tflock"]])
    error_message = "More than the lock can be deleted."
  }
}

run "the_apply_role_makes_roles_under_the_boundary_alone" {
  command = plan

  assert {
    condition = jsonencode({
      for statement in output.statements.apply : statement.sid => statement.conditions
      if length(setintersection(statement.actions, ["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary"])) > 0
    }) == jsonencode({ MakeBoundedRoles = { StringEquals = { "iam:PermissionsBoundary" = ["arn:aws:iam::111122223333:policy/slipway/slipway-boundary"] } } })
    error_message = "Roles can be made without the boundary: ${jsonencode({ for statement in output.statements.apply : statement.sid => statement.conditions if contains(statement.actions, "iam:CreateRole") })}."
  }

  assert {
    condition = length(setintersection(flatten([for statement in output.statements.apply : statement.actions if statement.effect == "Allow"]), [
      "iam:AttachRolePolicy", "iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:CreateUser", "iam:DeleteRolePermissionsBoundary", "iam:SetDefaultPolicyVersion",
      "iam:CreateOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint",
    ])) == 0
    error_message = "The apply role may ${jsonencode([for action in flatten(output.statements.apply[*].actions) : action if startswith(action, "iam:")])}."
  }

  assert {
    condition     = alltrue([for statement in output.statements.apply : statement.conditions["StringEquals"]["iam:PassedToService"] != [] if contains(statement.actions, "iam:PassRole")])
    error_message = "A role can be passed on to any service."
  }
}

run "the_apply_role_keeps_its_hands_off_what_bounds_it" {
  command = plan

  assert {
    condition = jsonencode([for statement in output.statements.apply : statement.resources if statement.effect == "Deny"]) == jsonencode([[
      "arn:aws:iam::111122223333:policy/slipway/slipway-boundary",
      "arn:aws:iam::111122223333:policy/slipway/*",
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      "arn:aws:iam::111122223333:role/slipway/slipway-plan",
      "arn:aws:iam::111122223333:role/slipway/slipway-apply",
    ]])
    error_message = "It is denied ${jsonencode([for statement in output.statements.apply : statement.resources if statement.effect == "Deny"])}."
  }

  assert {
    condition = alltrue([
      for action in distinct([for action in flatten(output.statements.apply[*].actions) : action if startswith(action, "iam:") && !can(regex("^iam:(Get|List|[A-Z][a-z]+\\*)", action))]) :
      anytrue([for denied in flatten([for statement in output.statements.apply : statement.actions if statement.effect == "Deny"]) : startswith(action, trimsuffix(denied, "*"))])
    ])
    error_message = "Something of IAM that is allowed is not denied on the foundations."
  }
}

run "the_apply_role_knows_its_own_by_names_and_tags" {
  command = plan

  # production, production-alarms, web-production, web-production-5xx; not preproduction, production2 or staging.
  assert {
    condition     = join(" ", local.patterns) == "production production-* *-production *-production-*"
    error_message = "The names are ${join(" ", local.patterns)}."
  }

  assert {
    condition     = alltrue([for statement in local.apply_network_statements : length(statement.conditions) > 0 if !contains(["AddRules", "EndpointNames"], statement.sid)])
    error_message = "A network can be changed without the environment's tag."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.apply : statement.conditions if statement.sid == "ChangeNetwork"]) == jsonencode([{ StringEquals = { "aws:ResourceTag/slipway:environment" = ["production"] } }])
    error_message = "The condition is ${jsonencode([for statement in output.statements.apply : statement.conditions if statement.sid == "ChangeNetwork"])}."
  }
}

run "names_repositories_zones_and_the_tag_can_be_given" {
  command = plan

  variables {
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["Production EU"]
        names            = ["production-eu"]
        repositories     = ["team/*"]
        hosted_zone_ids  = ["Z0123456789"]
        tag_key          = "environment"
        boundary_arn     = "arn:aws:iam::111122223333:policy/other"
      }
    }
  }

  assert {
    condition     = jsonencode([for statement in output.statements.apply : statement.resources if statement.sid == "ChangeRepositories"]) == jsonencode([["arn:aws:ecr:eu-west-1:111122223333:repository/team/*"]])
    error_message = "The repositories are ${jsonencode([for statement in output.statements.apply : statement.resources if statement.sid == "ChangeRepositories"])}."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.apply : statement.resources if statement.sid == "ChangeNames"]) == jsonencode([["arn:aws:route53:::hostedzone/Z0123456789"]])
    error_message = "The zones are ${jsonencode([for statement in output.statements.apply : statement.resources if statement.sid == "ChangeNames"])}."
  }

  assert {
    condition     = length([for statement in output.statements.apply : statement if contains(["MakeZones", "ChangeZones"], statement.sid)]) == 0
    error_message = "Zones can be made or removed where they are named."
  }

  assert {
    condition     = jsonencode(local.tagged) == jsonencode({ "aws:ResourceTag/environment" = ["Production EU"] }) && local.patterns[0] == "production-eu"
    error_message = "Its own are ${jsonencode(local.tagged)} and ${jsonencode(local.patterns)}."
  }

  assert {
    condition     = jsonencode([for statement in output.statements.apply : statement.conditions.StringEquals if statement.sid == "MakeBoundedRoles"]) == jsonencode([{ "iam:PermissionsBoundary" = ["arn:aws:iam::111122223333:policy/other"] }])
    error_message = "The boundary is another one."
  }
}

run "the_boundary_lets_nobody_make_roles_or_become_one_or_write_what_terraform_reads" {
  command = plan

  variables {
    kept_buckets  = ["slipway-audit-111122223333"]
    kept_key_arns = ["arn:aws:kms:eu-west-1:111122223333:key/2"]
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Sid]) == jsonencode(["TheseServices", "PassRolesToTasks", "WhoAmI", "BecomeNobodyElse", "EnterNothing", "KeepPlatform", "KeepState", "KeepKeys"])
    error_message = "The statements are ${jsonencode([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Sid])}."
  }

  assert {
    condition     = jsonencode([for action in flatten([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Action if statement.Effect == "Allow"]) : action if can(regex("^(\\*|iam:|sts:|organizations:|account:)", action))]) == jsonencode(["iam:PassRole", "sts:GetCallerIdentity", "sts:GetServiceBearerToken"])
    error_message = "It allows ${jsonencode(flatten([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Action if statement.Effect == "Allow"]))}."
  }

  assert {
    condition = jsonencode({
      for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Sid => statement.Resource if statement.Effect == "Deny"
      }) == jsonencode({
      BecomeNobodyElse = ["*"]
      EnterNothing     = ["*"]
      KeepKeys         = ["arn:aws:kms:eu-west-1:111122223333:key/1", "arn:aws:kms:eu-west-1:111122223333:key/2"]
      KeepPlatform     = ["arn:aws:ssm:eu-west-1:111122223333:parameter/slipway/*"]
      KeepState = [
        "arn:aws:s3:::acme-web-state", "arn:aws:s3:::acme-web-state/*",
        "arn:aws:s3:::acme-web-state-logs", "arn:aws:s3:::acme-web-state-logs/*",
        "arn:aws:s3:::slipway-audit-111122223333", "arn:aws:s3:::slipway-audit-111122223333/*",
      ]
    })
    error_message = "It denies on ${jsonencode({ for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Sid => try(statement.Resource, null) if statement.Effect == "Deny" })}."
  }
}

run "the_boundary_covers_what_build_scan_and_deploy_do" {
  command = plan

  assert {
    condition = length([
      for action in flatten([for name in ["build-push-ecr", "scan-image", "render-task-def", "deploy-ecs-with-rollback"] : yamldecode(file("../../../actions/${name}/page/permissions.yml"))[*].action]) : action
      if !anytrue([
        for pattern in flatten([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Action if statement.Effect == "Allow"]) : can(regex("^${replace(pattern, "*", ".*")}$", action))
      ])
    ]) == 0
    error_message = "A call of the pipeline is outside of ${jsonencode(jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action)}."
  }
}

run "the_boundary_covers_what_a_task_and_its_execution_role_do" {
  command = plan

  assert {
    condition = alltrue([
      for action in [
        "logs:CreateLogStream", "secretsmanager:GetSecretValue", "ssm:GetParameters", "ssm:PutParameter",
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
      ] : anytrue([for pattern in jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action : can(regex("^${replace(pattern, "*", ".*")}$", action))])
    ])
    error_message = "The boundary allows ${jsonencode(jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action)}."
  }
}

run "under_the_boundary_no_command_is_run_on_a_machine_or_in_a_task" {
  command = plan

  assert {
    condition = length([
      for action in [
        "ssm:CreateAssociation", "ssm:RegisterTaskWithMaintenanceWindow", "ssm:ResumeSession", "ssm:SendCommand",
        "ssm:StartAutomationExecution", "ssm:StartSession", "ssm:UpdateAssociation", "ssm:UpdateMaintenanceWindowTask",
      ] : action if anytrue([for pattern in jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action : can(regex("^${replace(pattern, "*", ".*")}$", action))])
    ]) == 0
    error_message = "The boundary allows ${jsonencode(jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action)}."
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Action if statement.Sid == "EnterNothing"]) == jsonencode([["ecs:ExecuteCommand"]])
    error_message = "A task can be entered: ${aws_iam_policy.boundary[0].policy}."
  }
}

run "roles_that_are_named_can_be_become_under_the_boundary" {
  command = plan

  variables {
    boundary_services         = ["s3"]
    boundary_assume_role_arns = ["arn:aws:iam::444455556666:role/reports"]
  }

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : try(statement.NotResource, null) if statement.Sid == "BecomeNobodyElse"]) == jsonencode([["arn:aws:iam::444455556666:role/reports"]])
    error_message = "The boundary is ${aws_iam_policy.boundary[0].policy}."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(aws_iam_policy.boundary[0].policy).Statement : statement.Action if statement.Effect == "Allow"]), "sts:AssumeRole") && jsonencode(jsondecode(aws_iam_policy.boundary[0].policy).Statement[0].Action) == jsonencode(["s3:*"])
    error_message = "The boundary is ${aws_iam_policy.boundary[0].policy}."
  }
}

run "zones_are_touched_only_where_they_are_named_or_made" {
  command = plan

  assert {
    condition     = length([for statement in output.statements.apply : statement.sid if contains(["ChangeNames", "MakeZones", "ChangeZones"], statement.sid)]) == 0
    error_message = "Zones can be changed unasked."
  }
}

run "who_makes_zones_may_change_all" {
  command = plan

  variables {
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        make_zones       = true
      }
    }
  }

  assert {
    condition     = jsonencode({ for statement in output.statements.apply : statement.sid => statement.resources if contains(["ChangeNames", "MakeZones", "ChangeZones"], statement.sid) }) == jsonencode({ ChangeNames = ["arn:aws:route53:::hostedzone/*"], ChangeZones = ["arn:aws:route53:::hostedzone/*"], MakeZones = ["*"] })
    error_message = "Zones can be changed at ${jsonencode({ for statement in output.statements.apply : statement.sid => statement.resources if strcontains(statement.sid, "Zones") })}."
  }
}
