# The balancer and its listeners. What they forward to, services say by rules of their own; what no rule names is
# answered with 404.

data "aws_vpc" "this" {
  count = var.egress_cidr == null ? 1 : 0

  id = var.vpc_id
}

locals {
  https       = !var.plain_http
  egress_cidr = var.egress_cidr != null ? var.egress_cidr : data.aws_vpc.this[0].cidr_block
}

resource "aws_lb" "this" {
  #checkov:skip=CKV2_AWS_28:the module waf puts a web ACL in front, where one is wanted
  #checkov:skip=CKV2_AWS_20:port 80 redirects unless plain_http is asked for; checkov does not follow the dynamic block
  name               = var.name
  load_balancer_type = "application"
  internal           = var.internal
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.this.id]

  idle_timeout               = var.idle_timeout
  drop_invalid_header_fields = true
  desync_mitigation_mode     = var.desync_mitigation_mode
  enable_deletion_protection = var.deletion_protection

  dynamic "access_logs" {
    for_each = aws_s3_bucket.logs

    content {
      bucket  = access_logs.value.bucket
      enabled = true
    }
  }

  tags = var.tags

  # ELB tries whether it can write before it accepts the bucket.
  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_listener" "https" {
  count = local.https ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = var.ssl_policy
  certificate_arn   = local.certificate_arn

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }

  tags = var.tags
}

# One listener, whatever it does: two of the same port, one to be made and one to be deleted, would be in each other's way.
resource "aws_lb_listener" "http" {
  #checkov:skip=CKV_AWS_2:port 80 redirects unless plain_http is asked for; checkov does not follow the dynamic block
  #checkov:skip=CKV_AWS_103:port 80 redirects unless plain_http is asked for; checkov does not follow the dynamic block
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = local.https ? "redirect" : "fixed-response"

    dynamic "redirect" {
      for_each = local.https ? [1] : []

      content {
        protocol    = "HTTPS"
        port        = "443"
        status_code = "HTTP_301"
      }
    }

    dynamic "fixed_response" {
      for_each = local.https ? [] : [1]

      content {
        content_type = "text/plain"
        message_body = "Not found"
        status_code  = "404"
      }
    }
  }

  tags = var.tags
}
