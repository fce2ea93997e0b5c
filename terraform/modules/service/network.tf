# Who may connect to tasks, and where tasks may connect to.

resource "aws_security_group" "this" {
  name        = "${var.name}-tasks"
  description = "Tasks of the service ${var.name}"
  vpc_id      = var.vpc_id
  tags        = merge({ Name = "${var.name}-tasks" }, var.tags)
}

# Every port of the container, and not the one alone that requests go to: while they move to another, both are used.
resource "aws_vpc_security_group_ingress_rule" "traffic" {
  for_each = { for port in local.ports : tostring(port) => port if var.load_balancer != null }

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.load_balancer.security_group_id
  description                  = "Requests and health checks of the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = each.value
  to_port                      = each.value
  tags                         = var.tags

  lifecycle {
    # The sentence never changes, and an emulator that forgets it (moto does, of rules between groups) shall not make
    # each plan want to write it anew.
    ignore_changes = [description]
  }
}

resource "aws_vpc_security_group_egress_rule" "this" {
  for_each = var.egress

  security_group_id            = aws_security_group.this.id
  description                  = each.key
  ip_protocol                  = each.value.protocol
  from_port                    = each.value.port
  to_port                      = each.value.port
  cidr_ipv4                    = each.value.cidr
  prefix_list_id               = each.value.prefix_list_id
  referenced_security_group_id = each.value.security_group_id
  tags                         = var.tags

  lifecycle {
    # As above; a rule of another name is another rule.
    ignore_changes = [description]
  }
}
