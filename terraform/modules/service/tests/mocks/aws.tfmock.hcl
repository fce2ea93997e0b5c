# What AWS would give back, in the forms that the provider takes for ARNs and ids.

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::111122223333:role/slipway/web"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web"
  }
}

mock_resource "aws_security_group" {
  defaults = {
    id = "sg-0aaaaaaaaaaaaaaaa"
  }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/6d0ecf831eec9f09"
    arn_suffix = "targetgroup/web/6d0ecf831eec9f09"
  }
}

mock_resource "aws_ecs_task_definition" {
  defaults = {
    arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web-template:1"
  }
}

mock_resource "aws_ecs_service" {
  defaults = {
    id = "arn:aws:ecs:eu-west-1:111122223333:service/harbour/web"
  }
}

# Before the first deployment the service runs the template.
mock_data "aws_ecs_task_definition" {
  defaults = {
    family                = "web-template"
    revision              = 1
    container_definitions = "[]"
  }
}
