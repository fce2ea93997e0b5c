# How many tasks run, where the load decides. Autoscaling brings a service within its bounds the moment it is told of
# them. While the service has the template itself its lower bound is 0, or ECS would ask for tasks that can't start, and a
# first deployment that fails could not go back to what was there: nothing. The apply after the first deployment raises it.
locals {
  is_deployed = data.aws_ecs_task_definition.running.family != local.template_family
}

resource "aws_appautoscaling_target" "this" {
  count = var.scaling == null ? 0 : 1

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this.name}"
  min_capacity       = local.is_deployed ? var.scaling.min : 0
  max_capacity       = var.scaling.max
  tags               = var.tags
}

locals {
  scaling_targets = var.scaling == null ? {} : { for metric, target in {
    cpu      = { metric = "ECSServiceAverageCPUUtilization", value = var.scaling.cpu, label = null }
    memory   = { metric = "ECSServiceAverageMemoryUtilization", value = var.scaling.memory, label = null }
    requests = { metric = "ALBRequestCountPerTarget", value = var.scaling.requests, label = one([for group in aws_lb_target_group.this : "${local.balancer_suffix}/${group.arn_suffix}"]) }
  } : metric => target if target.value != null }
}

# Any of them may add tasks; only all of them together take some away.
resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaling_targets

  name               = "${var.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.value
    scale_in_cooldown  = var.scaling.scale_in_cooldown
    scale_out_cooldown = var.scaling.scale_out_cooldown

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.value.label
    }
  }
}
