# What the module makes when it is told a name and its zones, and nothing else.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name  = "shop"
  zones = ["eu-west-1a", "eu-west-1b"]
}

run "each_zone_has_a_private_quarter_and_a_public_sixteenth_of_the_block" {
  command = plan

  assert {
    condition     = aws_vpc.this.cidr_block == "10.0.0.0/16"
    error_message = "The VPC must be 10.0.0.0/16."
  }

  assert {
    condition = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block } == {
      eu-west-1a = "10.0.0.0/18"
      eu-west-1b = "10.0.64.0/18"
    }
    error_message = "Each private subnet must be a quarter of the block."
  }

  assert {
    condition = { for zone, subnet in aws_subnet.public : zone => subnet.cidr_block } == {
      eu-west-1a = "10.0.192.0/20"
      eu-west-1b = "10.0.208.0/20"
    }
    error_message = "Each public subnet must be a sixteenth of the block, in its last quarter."
  }

  assert {
    condition     = alltrue([for zone, subnet in merge(aws_subnet.private, aws_subnet.public) : subnet.availability_zone == zone])
    error_message = "Each subnet must lie in the zone that it is named for."
  }
}

run "the_vpc_resolves_the_private_names_of_endpoints" {
  command = plan

  assert {
    condition     = aws_vpc.this.enable_dns_support && aws_vpc.this.enable_dns_hostnames
    error_message = "Private DNS of endpoints needs support for DNS and for host names."
  }
}

run "no_subnet_gives_a_public_ip_on_launch" {
  command = plan

  assert {
    condition     = !anytrue([for subnet in concat(values(aws_subnet.private), values(aws_subnet.public)) : subnet.map_public_ip_on_launch])
    error_message = "No subnet may give a public IP on launch."
  }
}

run "the_default_security_group_of_the_vpc_is_emptied" {
  command = plan

  assert {
    condition     = aws_default_security_group.empty.vpc_id == aws_vpc.this.id
    error_message = "The default security group must be that of the VPC."
  }

  assert {
    condition     = length(aws_default_security_group.empty.ingress) == 0 && length(aws_default_security_group.empty.egress) == 0
    error_message = "The default security group must have no rules."
  }
}

run "public_subnets_leave_by_the_internet_gateway" {
  command = plan

  assert {
    condition     = aws_route.internet.destination_cidr_block == "0.0.0.0/0" && aws_route.internet.gateway_id == aws_internet_gateway.this.id
    error_message = "The public route must lead to the internet gateway."
  }

  assert {
    condition     = alltrue([for zone, link in aws_route_table_association.public : link.subnet_id == aws_subnet.public[zone].id && link.route_table_id == aws_route_table.public.id])
    error_message = "Each public subnet must use the public route table."
  }
}

run "private_subnets_leave_by_the_nat_gateway_of_their_zone" {
  command = plan

  assert {
    condition     = keys(aws_nat_gateway.this) == ["eu-west-1a", "eu-west-1b"]
    error_message = "Each zone must have a NAT gateway."
  }

  assert {
    condition = alltrue([for zone, gateway in aws_nat_gateway.this :
    gateway.subnet_id == aws_subnet.public[zone].id && gateway.allocation_id == aws_eip.nat[zone].id])
    error_message = "Each NAT gateway must stand in the public subnet of its zone, with an address of its own."
  }

  assert {
    condition = alltrue([for zone, route in aws_route.nat :
      route.destination_cidr_block == "0.0.0.0/0" && route.nat_gateway_id == aws_nat_gateway.this[zone].id
    && route.route_table_id == aws_route_table.private[zone].id])
    error_message = "Each private route must lead to the NAT gateway of its zone."
  }

  assert {
    condition = alltrue([for zone, link in aws_route_table_association.private :
    link.subnet_id == aws_subnet.private[zone].id && link.route_table_id == aws_route_table.private[zone].id])
    error_message = "Each private subnet must use the route table of its zone."
  }
}

run "s3_has_its_gateway_in_every_route_table_and_nothing_else_has_an_endpoint" {
  command = plan

  assert {
    condition     = aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-west-1.s3" && aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway"
    error_message = "S3 must have a gateway endpoint of the zones' region."
  }

  assert {
    condition = aws_vpc_endpoint.s3.route_table_ids == toset([
      aws_route_table.public.id, aws_route_table.private["eu-west-1a"].id, aws_route_table.private["eu-west-1b"].id
    ])
    error_message = "The gateway of S3 must be in every route table."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0 && length(aws_security_group.endpoints) == 0 && output.endpoint_security_group_id == null
    error_message = "There must be no interface endpoint."
  }
}

run "flow_logs_of_all_traffic_are_kept_for_90_days" {
  command = plan

  assert {
    condition     = aws_flow_log.this[0].vpc_id == aws_vpc.this.id && aws_flow_log.this[0].traffic_type == "ALL"
    error_message = "All traffic of the VPC must be logged."
  }

  assert {
    condition     = aws_flow_log.this[0].log_destination == aws_cloudwatch_log_group.flow_logs[0].arn && aws_flow_log.this[0].log_destination_type == "cloud-watch-logs"
    error_message = "Flow logs must go to their log group."
  }

  assert {
    condition     = aws_flow_log.this[0].iam_role_arn == aws_iam_role.flow_logs[0].arn
    error_message = "Flow logs must be written by their role."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs[0].name == "/slipway/shop/flow-logs" && aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 90
    error_message = "The log group must be /slipway/shop/flow-logs and keep 90 days."
  }
}

run "outputs_follow_the_order_of_the_zones" {
  command = plan

  variables {
    zones = ["eu-west-1b", "eu-west-1a"]
  }

  assert {
    condition     = output.vpc_id == aws_vpc.this.id && output.cidr == "10.0.0.0/16"
    error_message = "The outputs must name the VPC and its block."
  }

  assert {
    condition     = output.zones == tolist(["eu-west-1b", "eu-west-1a"])
    error_message = "The zones must come out in the order given."
  }

  assert {
    condition     = output.public_subnet_ids == [aws_subnet.public["eu-west-1b"].id, aws_subnet.public["eu-west-1a"].id]
    error_message = "The public subnets must come in the order of the zones."
  }

  assert {
    condition     = output.private_subnet_ids == [aws_subnet.private["eu-west-1b"].id, aws_subnet.private["eu-west-1a"].id]
    error_message = "The private subnets must come in the order of the zones."
  }

  assert {
    condition     = output.task_subnet_ids == output.private_subnet_ids && !output.assign_public_ip
    error_message = "Tasks must run in the private subnets, without a public IP."
  }

  assert {
    condition     = output.nat_public_ips == [aws_eip.nat["eu-west-1b"].public_ip, aws_eip.nat["eu-west-1a"].public_ip]
    error_message = "The addresses of the NAT gateways must come in the order of the zones."
  }

  assert {
    condition     = output.flow_log_group_name == "/slipway/shop/flow-logs"
    error_message = "The log group of the flow logs must come out."
  }
}
