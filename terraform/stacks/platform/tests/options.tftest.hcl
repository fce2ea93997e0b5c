# What a person does in several steps, or asks for. Nothing is made: the ids are made up, and known while planning.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }

  mock_resource "aws_vpc" {
    defaults = { id = "vpc-1" }
  }

  mock_resource "aws_subnet" {}

  mock_resource "aws_security_group" {
    defaults = { id = "sg-1" }
  }

  mock_resource "aws_ecs_cluster" {}

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/exec" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/production/1" }
  }

  mock_resource "aws_lb_listener" {}

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:production-alarms" }
  }
}

variables {
  region      = "eu-west-1"
  environment = "production"
  zones       = ["eu-west-1a", "eu-west-1b"]
  domain      = "app.example.org"
}

run "tasks_run_in_private_subnets" {
  command = plan

  variables {
    zone_id = "Z0987654321ABCDEFGHIJ"
  }

  assert {
    condition     = nonsensitive(jsondecode(aws_ssm_parameter.platform.value)).subnet_ids == module.network.private_subnet_ids && nonsensitive(jsondecode(aws_ssm_parameter.platform.value)).assign_public_ip == false
    error_message = "Services are told ${nonsensitive(aws_ssm_parameter.platform.value)}."
  }
}

run "tasks_run_in_public_subnets_where_that_is_asked_for" {
  command = plan

  variables {
    zone_id  = "Z0987654321ABCDEFGHIJ"
    nat      = "none"
    tasks_in = "public"
  }

  assert {
    condition     = nonsensitive(jsondecode(aws_ssm_parameter.platform.value)).subnet_ids == module.network.public_subnet_ids && nonsensitive(jsondecode(aws_ssm_parameter.platform.value)).assign_public_ip == true
    error_message = "Services are told ${nonsensitive(aws_ssm_parameter.platform.value)}."
  }
}
