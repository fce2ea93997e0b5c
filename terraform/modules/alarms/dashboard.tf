# One page for the question "is it well, and since when not": a row each for traffic, errors, latency, tasks and what
# they use. A service without a load balancer has the last two.

data "aws_region" "current" {}

locals {
  elb = "AWS/ApplicationELB"
  # In the order in which CloudWatch writes a metric: namespace, name, dimension, value, dimension, value.
  of_target   = ["TargetGroup", coalesce(var.target_group_arn_suffix, "-"), "LoadBalancer", coalesce(var.load_balancer_arn_suffix, "-")]
  of_balancer = ["LoadBalancer", coalesce(var.load_balancer_arn_suffix, "-")]
  of_service  = ["ClusterName", var.cluster_name, "ServiceName", var.service_name]

  request_rows = [
    { title = "Traffic", left = "requests a minute", metrics = [
      concat([local.elb, "RequestCount"], local.of_target, [{ stat = "Sum", label = "requests" }]),
      concat([local.elb, "RequestCountPerTarget"], local.of_target, [{ stat = "Sum", label = "requests for each task" }]),
    ] },
    { title = "Errors", left = "a minute", metrics = [
      concat([local.elb, "HTTPCode_Target_5XX_Count"], local.of_target, [{ stat = "Sum", label = "5xx of the app" }]),
      concat([local.elb, "HTTPCode_Target_4XX_Count"], local.of_target, [{ stat = "Sum", label = "4xx of the app" }]),
      concat([local.elb, "TargetConnectionErrorCount"], local.of_target, [{ stat = "Sum", label = "connections that no task took" }]),
      concat([local.elb, "HTTPCode_ELB_5XX_Count"], local.of_balancer, [{ stat = "Sum", label = "5xx of the balancer, all services" }]),
    ] },
    { title = "Latency", left = "seconds", metrics = [for percentile in ["p50", "p95", "p99"] :
      concat([local.elb, "TargetResponseTime"], local.of_target, [{ stat = percentile, label = percentile }])
    ] },
  ]

  target_metrics = [
    concat([local.elb, "HealthyHostCount"], local.of_target, [{ stat = "Minimum", label = "healthy" }]),
    concat([local.elb, "UnHealthyHostCount"], local.of_target, [{ stat = "Maximum", label = "not healthy" }]),
  ]

  task_rows = [
    { title = "Tasks", left = "tasks", metrics = concat(
      [for metric, label in { DesiredTaskCount = "desired", RunningTaskCount = "running", PendingTaskCount = "starting" } :
        concat(["ECS/ContainerInsights", metric], local.of_service, [{ stat = "Maximum", label = label }])
      ],
      [for metric in local.target_metrics : metric if var.watch_requests],
    ) },
    { title = "CPU and memory", left = "percent of what tasks have", metrics = [for metric, label in { CPUUtilization = "CPU", MemoryUtilization = "memory" } :
      concat(["AWS/ECS", metric], local.of_service, [{ stat = "Average", label = label }])
    ] },
  ]

  rows = concat([for row in local.request_rows : row if var.watch_requests], local.task_rows)

  alarm_arns = concat(values(aws_cloudwatch_metric_alarm.deployment)[*].arn, aws_cloudwatch_metric_alarm.balancer_5xx[*].arn, aws_cloudwatch_metric_alarm.running_tasks[*].arn)

  widgets = concat(
    [for widget in [{
      type       = "alarm", x = 0, y = 0, width = 24, height = 2
      properties = { title = "Alarms", alarms = local.alarm_arns }
    }] : widget if length(local.deployment_alarms) > 0 || var.thresholds.running_tasks > 0],
    [for index, row in local.rows : {
      type = "metric", x = 0, y = 2 + index * 6, width = 24, height = 6
      properties = {
        title   = row.title
        region  = data.aws_region.current.id
        view    = "timeSeries"
        stacked = false
        period  = 60
        metrics = row.metrics
        yAxis   = { left = { label = row.left, min = 0, showUnits = false } }
      }
    }],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard ? 1 : 0

  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
