# What is watched. The alarms on the target group are made for deployments: a minute long, so that the one that is under
# way is still there to be stopped, and well where nothing was measured, as before the first request. ECS looks at them
# during a deployment, people at any time.

locals {
  balancer = { LoadBalancer = var.load_balancer_arn_suffix }
  target   = { LoadBalancer = var.load_balancer_arn_suffix, TargetGroup = var.target_group_arn_suffix }
  service  = { ClusterName = var.cluster_name, ServiceName = var.service_name }

  # By keys that are known before anything is made. A deployment alarm has the dimensions of its own target group and of
  # nothing else: a neighbour's mistakes must not roll this service back.
  deployment_alarms = var.watch_requests ? {
    target-5xx = {
      says      = "The app answered more than ${var.thresholds.target_5xx} requests a minute with 5xx"
      metric    = "HTTPCode_Target_5XX_Count"
      statistic = "Sum"
      above     = var.thresholds.target_5xx
    }
    connection-errors = {
      says      = "More than ${var.thresholds.connection_errors} connections a minute were taken by no task"
      metric    = "TargetConnectionErrorCount"
      statistic = "Sum"
      above     = var.thresholds.connection_errors
    }
    latency = {
      says      = "One request in twenty took longer than ${var.thresholds.latency_p95} s"
      metric    = "TargetResponseTime"
      statistic = "p95"
      above     = var.thresholds.latency_p95
    }
    unhealthy-hosts = {
      says      = "More than ${var.thresholds.unhealthy_hosts} tasks failed their health check"
      metric    = "UnHealthyHostCount"
      statistic = "Maximum"
      above     = var.thresholds.unhealthy_hosts
    }
  } : {}
}

resource "aws_cloudwatch_metric_alarm" "deployment" {
  for_each = local.deployment_alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.says}. Stops a deployment."
  namespace           = "AWS/ApplicationELB"
  metric_name         = each.value.metric
  dimensions          = local.target
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = 60
  evaluation_periods  = var.evaluation.minutes
  datapoints_to_alarm = var.evaluation.bad
  # No requests, no tasks yet: nothing that a deployment would have to be stopped for.
  treat_missing_data = "notBreaching"
  # A percentile of a handful of requests says nothing.
  evaluate_low_sample_count_percentiles = startswith(each.value.statistic, "p") ? "ignore" : null
  alarm_actions                         = var.notify_topic_arns
  ok_actions                            = var.notify_topic_arns
  tags                                  = var.tags

  lifecycle {
    # So that a service lets go of an alarm before it is gone.
    create_before_destroy = true
  }
}

# The balancer's own errors are counted for all services behind it, so they wake people and stop no deployment.
resource "aws_cloudwatch_metric_alarm" "balancer_5xx" {
  count = var.watch_requests ? 1 : 0

  alarm_name          = "${var.name}-balancer-5xx"
  alarm_description   = "The load balancer itself answered more than ${var.thresholds.balancer_5xx} requests a minute with 5xx, for this service or another behind it."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_ELB_5XX_Count"
  dimensions          = local.balancer
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.balancer_5xx
  period              = 60
  evaluation_periods  = var.evaluation.minutes
  datapoints_to_alarm = var.evaluation.bad
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.notify_topic_arns
  ok_actions          = var.notify_topic_arns
  tags                = var.tags
}

# Counted by Container Insights, which the module cluster switches on.
resource "aws_cloudwatch_metric_alarm" "running_tasks" {
  count = var.thresholds.running_tasks == 0 ? 0 : 1

  alarm_name          = "${var.name}-running-tasks"
  alarm_description   = "Fewer than ${var.thresholds.running_tasks} tasks run. It is so, too, before the first deployment."
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  dimensions          = local.service
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.thresholds.running_tasks
  period              = 60
  evaluation_periods  = var.evaluation.minutes
  datapoints_to_alarm = var.evaluation.bad
  # Nobody who counts is as bad as nothing to count.
  treat_missing_data = "breaching"
  alarm_actions      = var.notify_topic_arns
  ok_actions         = var.notify_topic_arns
  tags               = var.tags
}
