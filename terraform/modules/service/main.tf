# The service. Terraform makes it and changes how it is rolled out; which revision runs, and how many tasks of it, is for
# the pipeline and for autoscaling to say.

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.template.arn
  desired_count   = 0

  deployment_minimum_healthy_percent = var.deployment_percent.minimum_healthy
  deployment_maximum_percent         = var.deployment_percent.maximum
  availability_zone_rebalancing      = var.availability_zone_rebalancing ? "ENABLED" : "DISABLED"
  health_check_grace_period_seconds  = var.load_balancer == null ? null : var.health_check.grace_period
  enable_execute_command             = var.execute_command
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  # Without it another mix of capacity would delete the service and make a new one. With it a change of the service, which
  # is rare, starts its revision anew.
  force_new_deployment = true
  # Terraform does not wait for deployments, and takes a rollback for a success.
  wait_for_steady_state = false
  tags                  = var.tags

  deployment_circuit_breaker {
    enable   = var.circuit_breaker
    rollback = var.circuit_breaker
  }

  # Always there, and never without a name: the provider can neither take alarms away again nor send an empty list.
  alarms {
    alarm_names = length(var.alarm_names) == 0 ? ["${var.name}-none"] : var.alarm_names
    enable      = length(var.alarm_names) > 0
    rollback    = length(var.alarm_names) > 0
  }

  dynamic "capacity_provider_strategy" {
    for_each = local.strategy

    content {
      capacity_provider = capacity_provider_strategy.key
      base              = capacity_provider_strategy.value.base
      weight            = capacity_provider_strategy.value.weight
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = var.assign_public_ip
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this

    content {
      target_group_arn = load_balancer.value.arn
      container_name   = var.container.name
      container_port   = local.traffic_port
    }
  }

  lifecycle {
    ignore_changes = [
      # The pipeline deploys: what runs is a revision of its own, rendered from the template.
      task_definition,
      # The pipeline gives the first count, and autoscaling or people the next ones.
      desired_count,
    ]
  }

  # ECS takes a target group only once a listener sends requests to it.
  depends_on = [aws_lb_listener_rule.this]
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:CloudWatch encrypts every log group; a key of one's own is what kms_key_arn is for
  #checkov:skip=CKV_AWS_338:how long logs are kept is the owner's choice, and each day costs
  name              = "/slipway/${var.environment}/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}
