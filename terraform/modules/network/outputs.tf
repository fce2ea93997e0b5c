output "vpc_id" {
  description = "Id of the VPC."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "IPv4 block of the VPC, as in 10.0.0.0/16."
  value       = var.cidr
}

output "zones" {
  description = "Availability zones, in the order given."
  value       = var.zones
}

output "public_subnet_ids" {
  description = "Ids of the public subnets, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.public[zone].id]

  # ELB makes no public balancer before the way out is there, nor does the way out go while one stands.
  depends_on = [aws_route.internet, aws_route_table_association.public]
}

output "private_subnet_ids" {
  description = "Ids of the private subnets, in the order of the zones."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]

  # A task that starts before its way to the registry is there fails.
  depends_on = [
    aws_route.nat, aws_route_table_association.private,
    aws_vpc_endpoint.s3, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.endpoints,
  ]
}

output "task_subnet_ids" {
  description = "Ids of the subnets that tasks are to run in, as `tasks_in` says, in the order of the zones."
  value       = [for zone in var.zones : var.tasks_in == "public" ? aws_subnet.public[zone].id : aws_subnet.private[zone].id]

  depends_on = [
    aws_route.internet, aws_route.nat, aws_route_table_association.public, aws_route_table_association.private,
    aws_vpc_endpoint.s3, aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.endpoints,
  ]
}

output "assign_public_ip" {
  description = "Whether tasks need a public IP of their own, as `tasks_in` says."
  value       = var.tasks_in == "public"
}

output "nat_public_ips" {
  description = "Addresses that the NAT gateways show to the internet, in the order of the zones; empty where there are none."
  value       = [for zone in local.nat_zones : aws_eip.nat[zone].public_ip]
}

output "endpoint_security_group_id" {
  description = "Id of the security group of the interface endpoints; null where there are none."
  value       = one(aws_security_group.endpoints[*].id)
}

output "flow_log_group_name" {
  description = "Name of the log group of the flow logs; null where they are off."
  value       = one(aws_cloudwatch_log_group.flow_logs[*].name)
}
