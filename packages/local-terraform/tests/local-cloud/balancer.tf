# The provider waits a minute for a balancer that it makes, and half a minute for one that it changes. So this one is there
# already, as bare as can be, and is taken over: that changes all that can be changed.
import {
  to = aws_lb.main
  id = var.balancer_arn
}

resource "aws_lb" "main" {
  name                       = "harbour"
  internal                   = false
  load_balancer_type         = "application"
  subnets                    = local.subnets
  security_groups            = [local.group, "sg-00000000000000002"]
  ip_address_type            = "dualstack"
  idle_timeout               = 90
  client_keep_alive          = 1800
  enable_deletion_protection = true
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  xff_header_processing_mode = "append"
  enable_http2               = true
  preserve_host_header       = true
  enable_waf_fail_open       = false
  enable_xff_client_port     = true

  enable_tls_version_and_cipher_suite_headers = true
  access_logs {
    bucket  = "harbour-logs"
    prefix  = "harbour"
    enabled = true
  }
  connection_logs {
    bucket  = "harbour-logs"
    prefix  = "connections"
    enabled = true
  }
  tags = { team = "quay" }
}

resource "aws_lb_target_group" "web" {
  name                              = "web"
  port                              = 8080
  protocol                          = "HTTP"
  vpc_id                            = "vpc-00000000000000001"
  target_type                       = "ip"
  deregistration_delay              = 10
  slow_start                        = var.changed ? 30 : 0
  load_balancing_algorithm_type     = var.changed ? "round_robin" : "least_outstanding_requests"
  load_balancing_cross_zone_enabled = "use_load_balancer_configuration"
  health_check {
    path                = "/healthz"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 5
    timeout             = 2
    healthy_threshold   = 2
    unhealthy_threshold = var.changed ? 3 : 2
    matcher             = "200"
  }
  target_group_health {
    dns_failover {
      minimum_healthy_targets_count = "1"
    }
    unhealthy_state_routing {
      minimum_healthy_targets_count = 1
    }
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.changed ? "ELBSecurityPolicy-TLS13-1-3-2021-06" : "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = local.certificate
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "There is nothing here."
      status_code  = "404"
    }
  }
  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = "max-age=31536000"
  routing_http_response_x_content_type_options_header_value    = "nosniff"
  routing_http_request_x_amzn_tls_version_header_name          = "X-Amzn-Tls-Version"
}

resource "aws_lb_listener_certificate" "other" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = local.certificate_two
}

resource "aws_lb_listener_rule" "web" {
  listener_arn = aws_lb_listener.https.arn
  priority     = var.changed ? 20 : 10
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
  condition {
    host_header {
      values = ["web.example.com", "*.harbour.example.com"]
    }
  }
  condition {
    path_pattern {
      values = var.changed ? ["/*"] : ["/", "/api/*"]
    }
  }
}

resource "aws_lb_listener_rule" "weighted" {
  listener_arn = aws_lb_listener.https.arn
  priority     = var.changed ? 40 : 30
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.web.arn
        weight = 100
      }
    }
  }
  condition {
    path_pattern {
      values = ["/weighted"]
    }
  }
}

data "aws_lb" "main" {
  arn = aws_lb.main.arn
}

data "aws_lb_listener" "https" {
  arn = aws_lb_listener.https.arn
}

data "aws_lb_target_group" "web" {
  arn = aws_lb_target_group.web.arn
}
