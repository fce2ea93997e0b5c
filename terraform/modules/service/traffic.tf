# The way of a request from the listener to a task.

resource "aws_lb_target_group" "this" {
  #checkov:skip=CKV_AWS_378:the load balancer ends TLS; from there to the task a request stays within the VPC
  count = var.load_balancer == null ? 0 : 1

  name        = var.name
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  # What a target would listen on that names no port. ECS names each task's, and another number here would replace the
  # group under the service.
  port                 = 80
  deregistration_delay = coalesce(var.deregistration_delay, var.stop_timeout)
  tags                 = var.tags

  health_check {
    path                = var.health_check.path
    port                = var.health_check.port == null ? "traffic-port" : tostring(var.health_check.port)
    interval            = var.health_check.interval
    timeout             = var.health_check.timeout
    healthy_threshold   = var.health_check.healthy
    unhealthy_threshold = var.health_check.unhealthy
    matcher             = var.health_check.matcher
  }

  lifecycle {
    # So that a service which gives up its balancer lets go of the group before the group goes.
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "this" {
  count = var.load_balancer == null ? 0 : 1

  listener_arn = var.load_balancer.listener_arn
  priority     = var.load_balancer.priority
  tags         = merge({ Name = var.name }, var.tags)

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[0].arn
  }

  dynamic "condition" {
    for_each = length(var.load_balancer.hosts) == 0 ? [] : [var.load_balancer.hosts]

    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = length(var.load_balancer.paths) == 0 ? [] : [var.load_balancer.paths]

    content {
      path_pattern {
        values = condition.value
      }
    }
  }

  lifecycle {
    # As above: first the service, then the way to it.
    create_before_destroy = true
  }
}
