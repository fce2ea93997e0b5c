# A public zone of Route 53, made here or there already, and names in it that are aliases of load balancers.

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38:signing needs a key of KMS in us-east-1 and a DS record at the registrar, and takes the domain off the net where the two disagree
  #checkov:skip=CKV2_AWS_39:query logs need a log group in us-east-1, and tell little of names that are public
  count = var.create_zone ? 1 : 0

  name    = var.domain
  comment = "Names of ${var.domain}, made by Slipway."

  tags = var.tags
}

data "aws_route53_zone" "given" {
  count = var.create_zone ? 0 : 1

  zone_id = var.zone_id

  lifecycle {
    postcondition {
      condition     = trimsuffix(self.name, ".") == var.domain && self.private_zone != true
      error_message = "zone_id must be the id of the public Route 53 zone of ${var.domain}, but ${self.zone_id} is the ${self.private_zone == true ? "private" : "public"} zone of ${trimsuffix(self.name, ".")}."
    }
  }
}

locals {
  zone_id = var.create_zone ? aws_route53_zone.this[0].zone_id : data.aws_route53_zone.given[0].zone_id

  alias_records = merge([for name, target in var.aliases : {
    for type in ["A", "AAAA"] : "${name}/${type}" => { name = name, type = type, target = target }
  }]...)
}

resource "aws_route53_record" "alias" {
  for_each = local.alias_records

  zone_id = local.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = each.value.target.dns_name
    zone_id                = each.value.target.zone_id
    evaluate_target_health = false # there is no other address to answer with
  }
}
