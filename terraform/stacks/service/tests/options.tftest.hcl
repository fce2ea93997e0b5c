# What is asked for beside the defaults. Nothing is made: each id is made up, and known while planning.
mock_provider "aws" {
  source          = "./tests"
  override_during = plan

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/slipway/web-production-task" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web-production" }
  }

  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web-production/6d0ecf831eec9f09", arn_suffix = "targetgroup/web-production/6d0ecf831eec9f09" }
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
    job_workflow_refs = { deploy = ["acme/web/.github/workflows/ship.yml@refs/heads/main"], apply = ["acme/web/.github/workflows/infrastructure.yml@refs/heads/main"] }
  }

  assert {
    condition     = jsonencode({ for duty, conditions in module.github.trust : duty => conditions.StringEquals["token.actions.githubusercontent.com:job_workflow_ref"] }) == jsonencode({ deploy = ["acme/web/.github/workflows/ship.yml@refs/heads/main"] })
    error_message = "The trust is ${jsonencode(module.github.trust)}."
  }
}
