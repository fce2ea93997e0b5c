# What each option changes.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name  = "shop"
  zones = ["eu-west-1a", "eu-west-1b"]
}

run "a_third_zone_moves_nothing" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  }

  assert {
    condition = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block } == {
      eu-west-1a = "10.0.0.0/18"
      eu-west-1b = "10.0.64.0/18"
      eu-west-1c = "10.0.128.0/18"
    }
    error_message = "The private subnets of the first two zones must keep their blocks."
  }

  assert {
    condition = { for zone, subnet in aws_subnet.public : zone => subnet.cidr_block } == {
      eu-west-1a = "10.0.192.0/20"
      eu-west-1b = "10.0.208.0/20"
      eu-west-1c = "10.0.224.0/20"
    }
    error_message = "The public subnets of the first two zones must keep their blocks."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && length(aws_route.nat) == 3
    error_message = "The third zone must have its NAT gateway."
  }
}

run "the_smallest_block_gives_251_tasks_a_zone_and_room_for_balancers" {
  command = plan

  variables {
    cidr = "192.168.4.0/22"
  }

  assert {
    condition     = [for subnet in aws_subnet.private : subnet.cidr_block] == ["192.168.4.0/24", "192.168.5.0/24"]
    error_message = "The private subnets must be quarters of the block."
  }

  assert {
    condition     = [for subnet in aws_subnet.public : subnet.cidr_block] == ["192.168.7.0/26", "192.168.7.64/26"]
    error_message = "The public subnets must be no smaller than the /27 that a balancer needs."
  }
}

run "zones_of_govcloud_are_named_otherwise" {
  command = plan

  variables {
    zones = ["us-gov-west-1a", "us-gov-west-1b"]
  }

  assert {
    condition     = aws_vpc_endpoint.s3.service_name == "com.amazonaws.us-gov-west-1.s3"
    error_message = "The region must be that of the zones."
  }
}

run "a_single_nat_gateway_serves_all_zones" {
  command = plan

  variables {
    nat = "single"
  }

  assert {
    condition     = keys(aws_nat_gateway.this) == ["eu-west-1a"] && keys(aws_eip.nat) == ["eu-west-1a"]
    error_message = "The only NAT gateway must stand in the first zone."
  }

  assert {
    condition     = alltrue([for route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this["eu-west-1a"].id]) && length(aws_route.nat) == 2
    error_message = "Each private route must lead to the only NAT gateway."
  }

  assert {
    condition     = output.nat_public_ips == [aws_eip.nat["eu-west-1a"].public_ip]
    error_message = "There must be one address."
  }
}

run "without_nat_private_subnets_reach_aws_by_endpoints_alone" {
  command = plan

  variables {
    nat       = "none"
    endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
  }

  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_eip.nat) + length(aws_route.nat) == 0 && length(output.nat_public_ips) == 0
    error_message = "There must be no NAT gateway and no route to one."
  }

  assert {
    condition = { for name, endpoint in aws_vpc_endpoint.interface : name => endpoint.service_name } == {
      "ecr.api"      = "com.amazonaws.eu-west-1.ecr.api"
      "ecr.dkr"      = "com.amazonaws.eu-west-1.ecr.dkr"
      logs           = "com.amazonaws.eu-west-1.logs"
      secretsmanager = "com.amazonaws.eu-west-1.secretsmanager"
    }
    error_message = "Each service must have its endpoint."
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.vpc_endpoint_type == "Interface" && endpoint.private_dns_enabled])
    error_message = "Each endpoint must be an interface that answers to the service's own name."
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.subnet_ids == toset(values(aws_subnet.private)[*].id)])
    error_message = "Each endpoint must stand in every private subnet."
  }
}

run "endpoints_take_https_from_the_vpc_and_let_nothing_out" {
  command = plan

  variables {
    cidr      = "10.7.0.0/20"
    endpoints = ["ssm"]
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ssm"].security_group_ids == toset([aws_security_group.endpoints[0].id])
    error_message = "The endpoint must have its security group, and no other."
  }

  assert {
    condition = alltrue([for rule in aws_vpc_security_group_ingress_rule.endpoints :
      rule.security_group_id == aws_security_group.endpoints[0].id && rule.cidr_ipv4 == "10.7.0.0/20"
    && rule.ip_protocol == "tcp" && rule.from_port == 443 && rule.to_port == 443]) && length(aws_vpc_security_group_ingress_rule.endpoints) == 1
    error_message = "The only rule must take port 443 from the VPC."
  }

  assert {
    condition     = output.endpoint_security_group_id == aws_security_group.endpoints[0].id
    error_message = "The security group must come out."
  }
}

run "endpoints_of_a_single_zone_stand_in_the_first" {
  command = plan

  variables {
    endpoints      = ["ecr.api", "ecr.dkr", "logs"]
    endpoint_zones = "single"
  }

  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.subnet_ids == toset([aws_subnet.private["eu-west-1a"].id])])
    error_message = "Each endpoint must stand in the private subnet of the first zone alone."
  }
}

run "tasks_in_public_subnets_need_neither_nat_nor_endpoints" {
  command = plan

  variables {
    nat      = "none"
    tasks_in = "public"
  }

  assert {
    condition     = output.task_subnet_ids == output.public_subnet_ids && output.assign_public_ip
    error_message = "Tasks must run in the public subnets, each with a public IP."
  }

  assert {
    condition     = length(aws_nat_gateway.this) + length(aws_vpc_endpoint.interface) == 0
    error_message = "There must be no NAT gateway and no interface endpoint."
  }

  assert {
    condition     = !anytrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch])
    error_message = "The subnets themselves must still give no public IP."
  }
}

run "flow_logs_can_be_kept_for_longer_and_under_a_key_of_your_own" {
  command = plan

  variables {
    flow_logs   = { retention_days = 365 }
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 365 && aws_cloudwatch_log_group.flow_logs[0].kms_key_id == var.kms_key_arn
    error_message = "The log group must keep 365 days, encrypted by the key."
  }
}

run "without_flow_logs_there_is_no_role_to_write_them" {
  command = plan

  variables {
    flow_logs = { enabled = false }
  }

  assert {
    condition = length(aws_flow_log.this) + length(aws_cloudwatch_log_group.flow_logs) + length(aws_iam_role.flow_logs) + length(
    aws_iam_role_policy.flow_logs) == 0 && output.flow_log_group_name == null
    error_message = "There must be no flow log, no log group and no role."
  }
}

run "tags_are_on_everything_and_each_thing_has_its_name" {
  command = plan

  variables {
    tags      = { team = "shop", Name = "ignored" }
    endpoints = ["ssm"]
  }

  assert {
    condition = { for name, tags in {
      vpc        = aws_vpc.this.tags
      default    = aws_default_security_group.empty.tags
      public     = aws_subnet.public["eu-west-1a"].tags
      private    = aws_subnet.private["eu-west-1a"].tags
      gateway    = aws_internet_gateway.this.tags
      public_rt  = aws_route_table.public.tags
      private_rt = aws_route_table.private["eu-west-1a"].tags
      address    = aws_eip.nat["eu-west-1a"].tags
      nat        = aws_nat_gateway.this["eu-west-1a"].tags
      s3         = aws_vpc_endpoint.s3.tags
      endpoint   = aws_vpc_endpoint.interface["ssm"].tags
      group      = aws_security_group.endpoints[0].tags
      rule       = aws_vpc_security_group_ingress_rule.endpoints[0].tags
      flow_log   = aws_flow_log.this[0].tags
      } : name => "${tags.team} ${tags.Name}" } == {
      vpc        = "shop shop"
      default    = "shop shop-default-unused"
      public     = "shop shop-public-eu-west-1a"
      private    = "shop shop-private-eu-west-1a"
      gateway    = "shop shop"
      public_rt  = "shop shop-public"
      private_rt = "shop shop-private-eu-west-1a"
      address    = "shop shop-nat-eu-west-1a"
      nat        = "shop shop-eu-west-1a"
      s3         = "shop shop-s3"
      endpoint   = "shop shop-ssm"
      group      = "shop shop-endpoints"
      rule       = "shop shop-endpoints-https"
      flow_log   = "shop shop"
    }
    error_message = "Everything must have the tags and its own name."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs[0].tags.team == "shop" && aws_iam_role.flow_logs[0].tags.team == "shop"
    error_message = "The log group and the role must have the tags."
  }
}
