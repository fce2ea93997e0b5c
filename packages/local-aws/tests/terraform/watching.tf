locals {
  behind = { LoadBalancer = aws_lb.main.arn_suffix, TargetGroup = aws_lb_target_group.web.arn_suffix }
  topic  = "arn:aws:sns:us-east-1:${local.account}:alarms"
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
