# Whose state it is stays in the state, so here something is made, of made-up ids: another environment finds it.
mock_provider "aws" {
  source = "./tests"

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::slipway-state-444455556666" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/slipway/made-up" }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
  }
}

variables {
  region      = "eu-west-1"
  environment = "production"
  bucket      = "slipway-state-444455556666"
  github      = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002" }
}

run "production_applies_it" {
}

run "production_plans_it_again" {
  command = plan

  variables {
    more_environments = ["staging"]
  }
}

run "another_environment_is_refused" {
  command = plan

  variables {
    environment = "staging"
  }

  expect_failures = [terraform_data.environment]
}
