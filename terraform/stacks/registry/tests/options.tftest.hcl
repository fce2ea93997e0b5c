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
    job_workflow_refs = { build = "acme/web/.github/workflows/ship.yml@refs/heads/main", scan = "acme/web/.github/workflows/scan.yml@refs/heads/main", apply = "acme/web/.github/workflows/infrastructure.yml@refs/heads/main" }
  }

  assert {
    condition     = jsonencode({ for duty, conditions in module.github.trust : duty => conditions.StringEquals["token.actions.githubusercontent.com:job_workflow_ref"] }) == jsonencode({ build = ["acme/web/.github/workflows/ship.yml@refs/heads/main"], scan = ["acme/web/.github/workflows/scan.yml@refs/heads/main"] })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}
