# What a cluster is when nothing but its name is given.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name = "harbour"
}

run "a_cluster_measures_its_tasks_and_has_both_kinds_of_capacity" {
  command = plan

  assert {
    condition     = aws_ecs_cluster.this.name == "harbour" && [for setting in aws_ecs_cluster.this.setting : [setting.name, setting.value]] == [["containerInsights", "enhanced"]]
    error_message = "Down to each container."
  }

  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "So that a service can move to Spot."
  }

  assert {
    condition     = [for each in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : [each.capacity_provider, each.base, each.weight]] == [["FARGATE", 1, 1]]
    error_message = "On demand, unless a service says otherwise."
  }
}

run "sessions_in_tasks_are_logged" {
  command = plan

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "OVERRIDE" && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].kms_key_id == null
    error_message = "Into a log group of their own."
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_log_group_name == "/slipway/harbour/exec" && !aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "ECS asks for a key only where there is one."
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec[0].name == "/slipway/harbour/exec" && aws_cloudwatch_log_group.exec[0].retention_in_days == 30
    error_message = "For a month."
  }
}

run "outputs_are_what_services_ask_for" {
  command = plan

  assert {
    condition     = output.name == "harbour" && output.arn == "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour" && output.exec_log_group_arn == "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/harbour/exec"
    error_message = "Name, ARN, and where sessions are logged."
  }
}
