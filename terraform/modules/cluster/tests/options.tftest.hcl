# Each option, and what it changes.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name = "harbour"
}

run "less_is_measured_where_less_is_asked_for" {
  command = plan

  variables {
    container_insights = "disabled"
  }

  assert {
    condition     = one(aws_ecs_cluster.this.setting).value == "disabled"
    error_message = "Nothing."
  }
}

run "most_tasks_run_on_spot" {
  command = plan

  variables {
    capacity = { on_demand_base = 2, on_demand_weight = 1, spot_weight = 4 }
  }

  assert {
    condition     = { for each in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : each.capacity_provider => [each.base, each.weight] } == { FARGATE = [2, 1], FARGATE_SPOT = [0, 4] }
    error_message = "Two on demand, and of the others four in five on Spot."
  }
}

run "all_tasks_run_on_spot" {
  command = plan

  variables {
    capacity = { on_demand_base = 0, on_demand_weight = 0, spot_weight = 1 }
  }

  assert {
    condition     = [for each in aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy : each.capacity_provider] == ["FARGATE_SPOT"]
    error_message = "A provider that is never chosen is not named."
  }
}

run "sessions_are_not_logged_where_nobody_wants_it" {
  command = plan

  variables {
    exec_logging = { enabled = false }
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.exec) == 0 && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "NONE" && output.exec_log_group_arn == null
    error_message = "No log group."
  }

  assert {
    condition     = length(aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration) == 0
    error_message = "And none that is named."
  }
}

run "a_key_encrypts_sessions_and_their_log" {
  command = plan

  variables {
    kms_key_arn  = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    exec_logging = { retention_days = 365 }
    tags         = { team = "harbour" }
  }

  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].kms_key_id == var.kms_key_arn && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "Between the person and the task."
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec[0].kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.exec[0].retention_in_days == 365
    error_message = "And in the log, for a year."
  }

  assert {
    condition     = aws_ecs_cluster.this.tags["team"] == "harbour" && aws_cloudwatch_log_group.exec[0].tags["team"] == "harbour"
    error_message = "Both carry the tags."
  }
}
