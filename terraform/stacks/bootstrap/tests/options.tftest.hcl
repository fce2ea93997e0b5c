# What opens more than the defaults do, each only where it is asked for. Nothing is made: each id is made up, and known
# while planning.
mock_provider "aws" {
  source          = "./tests"
  override_during = plan

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::slipway-state-444455556666" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }
  }
}

variables {
  region      = "eu-west-1"
  environment = "production"
  bucket      = "slipway-state-444455556666"
  github      = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002", subject = "immutable" }
}

run "one_environment_no_zone_and_no_trail_unless_asked_for" {
  command = plan

  assert {
    condition     = jsonencode([for statement in module.github.statements.apply : statement.resources if statement.sid == "WriteState"]) == jsonencode([["arn:aws:s3:::slipway-state-444455556666/production/*"]])
    error_message = "The apply role writes ${jsonencode([for statement in module.github.statements.apply : statement.resources if statement.sid == "WriteState"])}."
  }

  assert {
    condition     = length([for statement in module.github.statements.apply : statement.sid if contains(["ChangeNames", "MakeZones", "ChangeZones"], statement.sid)]) == 0
    error_message = "Zones can be changed unasked."
  }

  assert {
    condition     = length(module.audit) == 0
    error_message = "A trail is made unasked."
  }
}

run "other_environments_have_their_states_and_names" {
  command = plan

  variables {
    more_environments = ["staging"]
  }

  assert {
    condition = alltrue([for duty, sid in { plan = "ReadState", apply = "WriteState" } : jsonencode([for statement in module.github.statements[duty] : statement.resources if statement.sid == sid]) == jsonencode([
      [for environment in ["production", "staging"] : "arn:aws:s3:::slipway-state-444455556666/${environment}/*"],
    ])])
    error_message = "The states are ${jsonencode([for statement in module.github.statements.apply : statement.resources if statement.sid == "WriteState"])}."
  }

  assert {
    condition     = strcontains(jsonencode(module.github.statements.apply), "/staging-*")
    error_message = "The apply role knows nothing of staging."
  }
}

run "zones_that_are_named_may_be_changed_and_no_others" {
  command = plan

  variables {
    hosted_zone_ids = ["Z0987654321ABCDEFGHIJ"]
  }

  assert {
    condition     = jsonencode({ for statement in module.github.statements.apply : statement.sid => statement.resources if contains(["ChangeNames", "MakeZones", "ChangeZones"], statement.sid) }) == jsonencode({ ChangeNames = ["arn:aws:route53:::hostedzone/Z0987654321ABCDEFGHIJ"] })
    error_message = "Zones can be changed at ${jsonencode([for statement in module.github.statements.apply : statement if strcontains(jsonencode(statement.actions), "route53")])}."
  }
}

run "zones_are_made_where_that_is_asked_for" {
  command = plan

  variables {
    make_zones = true
  }

  assert {
    condition     = length([for statement in module.github.statements.apply : statement.sid if contains(["ChangeNames", "MakeZones", "ChangeZones"], statement.sid)]) == 3
    error_message = "No zone can be made."
  }
}

run "a_trail_is_made_where_that_is_asked_for" {
  command = plan

  variables {
    audit = true
  }

  assert {
    condition     = length(module.audit) == 1
    error_message = "No trail is made."
  }
}

run "the_states_are_for_whom_the_account_lets_unless_somebody_is_named" {
  command = plan

  assert {
    condition     = !contains(module.state.denials[*].sid, "OnlyThesePrincipals")
    error_message = "The bucket refuses ${jsonencode(module.state.denials[*].sid)}."
  }
}

run "who_is_named_opens_the_states_beside_the_two_roles" {
  command = plan

  variables {
    state_principal_arns = ["arn:aws:iam::111122223333:role/administrators"]
  }

  assert {
    condition     = jsonencode([for denial in module.state.denials : denial.conditions.ArnNotLike["aws:PrincipalArn"] if denial.sid == "OnlyThesePrincipals"]) == jsonencode([["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/administrators", "arn:aws:iam::111122223333:role/slipway/slipway-plan", "arn:aws:iam::111122223333:role/slipway/slipway-apply"]])
    error_message = "The bucket refuses ${jsonencode(module.state.denials)}."
  }
}

run "a_workflow_that_is_named_for_a_duty_has_to_run_its_jobs" {
  command = plan

  variables {
    job_workflow_refs = { apply = ["acme/web/.github/workflows/infrastructure.yml@refs/heads/main"], deploy = ["acme/web/.github/workflows/ship.yml@refs/heads/main"] }
  }

  assert {
    condition = jsonencode({ for duty, conditions in module.github.trust : duty => try(conditions.StringEquals["token.actions.githubusercontent.com:job_workflow_ref"], []) }) == jsonencode({
      apply = ["acme/web/.github/workflows/infrastructure.yml@refs/heads/main"]
      plan  = []
    })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}

run "the_key_of_a_trail_is_kept_from_the_roles_that_are_made" {
  command = plan

  variables {
    audit = true
  }

  assert {
    condition     = length(flatten([for statement in module.github.boundary_statements : statement.resources.Resource if statement.sid == "KeepKeys"])) == 2
    error_message = "The keys that are kept are ${jsonencode([for statement in module.github.boundary_statements : statement.resources if statement.sid == "KeepKeys"])}."
  }
}

run "another_github_environment_plans_and_does_not_apply" {
  command = plan

  variables {
    plan_environments = ["production-plan", "production"]
  }

  assert {
    condition = jsonencode({ for duty, conditions in module.github.trust : duty => conditions.StringEquals["token.actions.githubusercontent.com:sub"] }) == jsonencode({
      apply = ["repo:acme@1001/web@2002:environment:production"]
      plan  = ["repo:acme@1001/web@2002:environment:production", "repo:acme@1001/web@2002:environment:production-plan"]
    })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}
