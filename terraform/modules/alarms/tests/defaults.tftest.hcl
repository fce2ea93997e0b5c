# What is watched when nothing is asked for but what has no default.

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

run "a_deployment_is_stopped_by_what_its_own_target_group_tells" {
  command = plan

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.deployment : name => [alarm.alarm_name, alarm.metric_name, coalesce(alarm.statistic, alarm.extended_statistic), alarm.threshold] } == {
      connection-errors = ["web-connection-errors", "TargetConnectionErrorCount", "Sum", 10]
      latency           = ["web-latency", "TargetResponseTime", "p95", 1]
      target-5xx        = ["web-target-5xx", "HTTPCode_Target_5XX_Count", "Sum", 10]
      unhealthy-hosts   = ["web-unhealthy-hosts", "UnHealthyHostCount", "Maximum", 0]
    }
    error_message = "By AWS's own names."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.deployment : alarm.namespace == "AWS/ApplicationELB" && alarm.dimensions == tomap({ LoadBalancer = "app/harbour/50dc6c495c0c9188", TargetGroup = "targetgroup/web/6d0ecf831eec9f09" })])
    error_message = "Of no other service behind the balancer."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.deployment : alarm.period == 60 && alarm.evaluation_periods == 3 && alarm.datapoints_to_alarm == 2 && alarm.comparison_operator == "GreaterThanThreshold"])
    error_message = "Two bad minutes of three, while the deployment is still there to be stopped."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.deployment : alarm.treat_missing_data == "notBreaching"])
    error_message = "No request is no reason to stop."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.deployment["latency"].evaluate_low_sample_count_percentiles == "ignore"
    error_message = "Nor is a percentile of a handful."
  }

  assert {
    condition     = output.deployment_alarm_names == ["web-connection-errors", "web-latency", "web-target-5xx", "web-unhealthy-hosts"]
    error_message = "All of them, and no others."
  }
}

run "people_are_told_of_the_balancer_and_of_missing_tasks" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.balancer_5xx[0].metric_name == "HTTPCode_ELB_5XX_Count" && aws_cloudwatch_metric_alarm.balancer_5xx[0].dimensions == tomap({ LoadBalancer = "app/harbour/50dc6c495c0c9188" }) && aws_cloudwatch_metric_alarm.balancer_5xx[0].treat_missing_data == "notBreaching" && aws_cloudwatch_metric_alarm.balancer_5xx[0].period == 60
    error_message = "AWS counts them for the whole balancer."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.running_tasks[0].namespace == "ECS/ContainerInsights" && aws_cloudwatch_metric_alarm.running_tasks[0].metric_name == "RunningTaskCount" && aws_cloudwatch_metric_alarm.running_tasks[0].dimensions == tomap({ ClusterName = "harbour", ServiceName = "web" })
    error_message = "Container Insights counts tasks."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.running_tasks[0].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.running_tasks[0].threshold == 1 && aws_cloudwatch_metric_alarm.running_tasks[0].treat_missing_data == "breaching"
    error_message = "At least one, and somebody who counts."
  }

  assert {
    condition     = output.alarm_names == ["web-connection-errors", "web-latency", "web-target-5xx", "web-unhealthy-hosts", "web-balancer-5xx", "web-running-tasks"]
    error_message = "These two beside the others."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.deployment), aws_cloudwatch_metric_alarm.balancer_5xx, aws_cloudwatch_metric_alarm.running_tasks) : length(alarm.alarm_actions) == 0 && length(alarm.ok_actions) == 0])
    error_message = "Without a topic nobody is told."
  }
}

run "the_dashboard_has_a_row_for_each_question" {
  command = plan

  assert {
    condition     = aws_cloudwatch_dashboard.this[0].dashboard_name == "web" && output.dashboard_name == "web"
    error_message = "Called like the service."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[*].properties.title == ["Alarms", "Traffic", "Errors", "Latency", "Tasks", "CPU and memory"]
    error_message = "From the outside to the inside."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[0].properties.alarms) == 6
    error_message = "All alarms on top."
  }

  assert {
    condition     = [for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : [widget.x, widget.y, widget.width]] == [[0, 0, 24], [0, 2, 24], [0, 8, 24], [0, 14, 24], [0, 20, 24], [0, 26, 24]]
    error_message = "One below the other."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.region == "eu-west-1" && widget.properties.period == 60 if widget.type == "metric"])
    error_message = "By the minute, in the provider's region."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[3].properties.metrics[1] == ["AWS/ApplicationELB", "TargetResponseTime", "TargetGroup", "targetgroup/web/6d0ecf831eec9f09", "LoadBalancer", "app/harbour/50dc6c495c0c9188", { stat = "p95", label = "p95" }]
    error_message = "A metric is its namespace, its name, its dimensions and how it is shown."
  }

  assert {
    condition     = [for metric in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[4].properties.metrics : [metric[0], metric[1]]] == [["ECS/ContainerInsights", "DesiredTaskCount"], ["ECS/ContainerInsights", "PendingTaskCount"], ["ECS/ContainerInsights", "RunningTaskCount"], ["AWS/ApplicationELB", "HealthyHostCount"], ["AWS/ApplicationELB", "UnHealthyHostCount"]]
    error_message = "How many there should be, are, and are well."
  }

  assert {
    condition     = [for metric in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets[5].properties.metrics : [metric[0], metric[1], metric[2], metric[3], metric[4], metric[5]]] == [["AWS/ECS", "CPUUtilization", "ClusterName", "harbour", "ServiceName", "web"], ["AWS/ECS", "MemoryUtilization", "ClusterName", "harbour", "ServiceName", "web"]]
    error_message = "What tasks use."
  }
}
