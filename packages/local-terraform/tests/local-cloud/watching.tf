locals {
  behind = { LoadBalancer = aws_lb.main.arn_suffix, TargetGroup = aws_lb_target_group.web.arn_suffix }
  topic  = "arn:aws:sns:us-east-1:${local.account}:alarms"
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "web-5xx"
  alarm_description   = "Of all requests, ${var.changed ? 10 : 5} percent fail."
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  threshold           = var.changed ? 10 : 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.topic]
  ok_actions          = [local.topic]
  metric_query {
    id          = "percent"
    label       = "Failed requests"
    expression  = "IF(requests > 10, 100 * failed / requests, 0)"
    return_data = true
  }
  metric_query {
    id = "failed"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      period      = 60
      stat        = "Sum"
      dimensions  = local.behind
    }
  }
  metric_query {
    id = "requests"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      period      = 60
      stat        = "Sum"
      dimensions  = local.behind
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "web-latency"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  period              = 60
  extended_statistic  = "p95"
  threshold           = 1.5
  treat_missing_data  = "notBreaching"
  dimensions          = local.behind

  evaluate_low_sample_count_percentiles = "ignore"
}

resource "aws_cloudwatch_metric_alarm" "hosts" {
  alarm_name          = "web-unhealthy-hosts"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 2
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  period              = 60
  statistic           = "Maximum"
  threshold           = 1
  unit                = "Count"
  treat_missing_data  = "notBreaching"
  dimensions          = local.behind
  tags                = { severity = var.changed ? "low" : "high" }
}

resource "aws_cloudwatch_metric_alarm" "tasks" {
  alarm_name          = "web-running-tasks"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 2
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  period              = 60
  statistic           = "Average"
  threshold           = 1
  treat_missing_data  = "breaching"
  dimensions          = { ClusterName = aws_ecs_cluster.main.name, ServiceName = "web" }
}

resource "aws_cloudwatch_dashboard" "web" {
  dashboard_name = "web"
  dashboard_body = jsonencode({
    widgets = [{
      type = "metric", x = 0, y = 0, width = var.changed ? 24 : 12, height = 6
      properties = {
        title   = "Requests", region = "us-east-1", view = "timeSeries"
        metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", aws_lb.main.arn_suffix]]
      }
    }]
  })
}
