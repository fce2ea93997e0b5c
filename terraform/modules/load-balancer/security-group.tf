# Who may connect to the balancer, and where the balancer may connect to: its targets, and nobody else.

locals {
  ingress_cidrs = var.ingress_cidrs != null ? var.ingress_cidrs : var.internal ? [local.egress_cidr] : ["0.0.0.0/0"]
  ports         = local.https ? { http = 80, https = 443 } : { http = 80 }

  # The position of a block, not the block, is the key: that of the VPC may not be known yet.
  ingress = merge([
    for key, port in local.ports : {
      for index, cidr in local.ingress_cidrs : "${key}-${index}" => { port = port, cidr = cidr }
    }
  ]...)
}

resource "aws_security_group" "this" {
  name        = "${var.name}-load-balancer"
  description = "Load balancer ${var.name}: its listeners from outside, its targets inside."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-load-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "listener" {
  for_each = local.ingress

  security_group_id = aws_security_group.this.id
  description       = "Requests to port ${each.value.port}"
  cidr_ipv4         = strcontains(each.value.cidr, ":") ? null : each.value.cidr
  cidr_ipv6         = strcontains(each.value.cidr, ":") ? each.value.cidr : null
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port

  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

resource "aws_vpc_security_group_egress_rule" "targets" {
  security_group_id = aws_security_group.this.id
  description       = "Requests and health checks to targets"
  cidr_ipv4         = local.egress_cidr
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 65535

  tags = merge(var.tags, { Name = "${var.name}-targets" })
}
