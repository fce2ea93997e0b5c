# Each option, and what it changes.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                     = "web"
  cluster_name             = "harbour"
  service_name             = "web"
  load_balancer_arn_suffix = "app/harbour/50dc6c495c0c9188"
  target_group_arn_suffix  = "targetgroup/web/6d0ecf831eec9f09"
}

run "thresholds_are_as_asked" {
  command = plan

  variables {
    thresholds = { target_5xx = 1, balancer_5xx = 2, connection_errors = 3, latency_p95 = 0.25, unhealthy_hosts = 4, running_tasks = 5 }
    evaluation = { minutes = 1, bad = 1 }
  }

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.deployment : name => alarm.threshold } == { connection-errors = 3, latency = 0.25, target-5xx = 1, unhealthy-hosts = 4 }
    error_message = "Those of deployments."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.balancer_5xx[0].threshold == 2 && aws_cloudwatch_metric_alarm.running_tasks[0].threshold == 5
    error_message = "Those for people."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.deployment), aws_cloudwatch_metric_alarm.balancer_5xx, aws_cloudwatch_metric_alarm.running_tasks) : alarm.evaluation_periods == 1 && alarm.datapoints_to_alarm == 1])
    error_message = "After one bad minute."
  }
}

run "a_topic_is_told_of_beginning_and_end" {
  command = plan

  variables {
    notify_topic_arns = ["arn:aws:sns:eu-west-1:111122223333:alarms"]
    tags              = { team = "harbour" }
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.deployment), aws_cloudwatch_metric_alarm.balancer_5xx, aws_cloudwatch_metric_alarm.running_tasks) : alarm.alarm_actions == toset(var.notify_topic_arns) && alarm.ok_actions == toset(var.notify_topic_arns) && alarm.tags["team"] == "harbour"])
    error_message = "By every alarm, and every alarm carries the tags."
  }
}

run "a_worker_is_watched_by_its_tasks_alone" {
  command = plan

  variables {
    watch_requests           = false
    load_balancer_arn_suffix = null
    target_group_arn_suffix  = null
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.deployment) == 0 && length(aws_cloudwatch_metric_alarm.balancer_5xx) == 0 && output.deployment_alarm_names == []
    error_message = "There are no requests."
  }

  assert {
    condition     = output.alarm_names == ["web-running-tasks"]
    error_message = "There are tasks."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[*].properties.title == ["Alarms", "Tasks", "CPU and memory"]
    error_message = "The dashboard has the rows that have something to show."
  }

  assert {
    condition     = [for metric in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[1].properties.metrics : metric[0]] == ["ECS/ContainerInsights", "ECS/ContainerInsights", "ECS/ContainerInsights"]
    error_message = "And no targets."
  }
}

run "nothing_is_said_of_running_tasks_where_none_must_run" {
  command = plan

  variables {
    watch_requests           = false
    load_balancer_arn_suffix = null
    target_group_arn_suffix  = null
    thresholds               = { running_tasks = 0 }
  }

  assert {
    condition     = output.alarm_names == [] && jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[0].type == "metric"
    error_message = "No alarm, and no row of alarms."
  }
}

run "no_dashboard_where_nobody_wants_one" {
  command = plan

  variables {
    dashboard = false
  }

  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0 && output.dashboard_name == null
    error_message = "None."
  }
}
