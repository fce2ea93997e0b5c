output "zone_id" {
  description = "Id of the zone."
  value       = local.zone_id
}

output "name_servers" {
  description = "Name servers of the zone, which the registrar or the zone above must name."
  value       = var.create_zone ? aws_route53_zone.this[0].name_servers : data.aws_route53_zone.given[0].name_servers
}

output "names" {
  description = "Names that are aliases, in alphabetical order."
  value       = sort(keys(var.aliases))
}
