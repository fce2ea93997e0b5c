# What is asked for beside the defaults. Nothing is made: each id is made up, and known while planning.
mock_provider "aws" {
  source          = "./tests"
  override_during = plan

  mock_resource "aws_ecr_repository" {
    defaults = { arn = "arn:aws:ecr:eu-west-1:111122223333:repository/production/web" }
  }
}

variables {
  region      = "eu-west-1"
  environment = "production"
  service     = "web"
  github      = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002", subject = "immutable" }
}

run "every_job_of_the_environment_may_assume_the_roles_unless_a_workflow_is_named" {
  command = plan

  assert {
    condition     = alltrue([for conditions in values(module.github.trust) : jsonencode(keys(conditions.StringEquals)) == jsonencode(["token.actions.githubusercontent.com:aud", "token.actions.githubusercontent.com:sub"])])
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}

run "a_workflow_that_is_named_for_a_duty_has_to_run_its_jobs" {
  command = plan

  variables {
    job_workflow_refs = { build = ["acme/web/.github/workflows/ship.yml@refs/heads/main"], scan = ["acme/web/.github/workflows/scan.yml@refs/heads/main"], apply = ["acme/web/.github/workflows/infrastructure.yml@refs/heads/main"] }
  }

  assert {
    condition     = jsonencode({ for duty, conditions in module.github.trust : duty => conditions.StringEquals["token.actions.githubusercontent.com:job_workflow_ref"] }) == jsonencode({ build = ["acme/web/.github/workflows/ship.yml@refs/heads/main"], scan = ["acme/web/.github/workflows/scan.yml@refs/heads/main"] })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}

run "the_environment_of_pull_requests_may_assume_both_roles_and_the_environment_itself_still_may" {
  command = plan

  variables {
    more_github_environments = ["pull-request", "production"]
  }

  assert {
    condition     = jsonencode({ for duty, conditions in module.github.trust : duty => conditions.StringEquals["token.actions.githubusercontent.com:sub"] }) == jsonencode({ for duty in ["build", "scan"] : duty => ["repo:acme@1001/web@2002:environment:production", "repo:acme@1001/web@2002:environment:pull-request"] })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}

run "what_is_promoted_may_be_pulled_and_nothing_else_of_its_repository" {
  command = plan

  variables {
    promote_from = ["staging/web"]
  }

  assert {
    condition     = jsonencode([for statement in module.github.statements.build : statement.actions if contains(statement.resources, "arn:aws:ecr:eu-west-1:111122223333:repository/staging/web")]) == jsonencode([["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]])
    error_message = "The statements are ${jsonencode(module.github.statements)}."
  }
}
