# The certificate, the records that prove to ACM whose domain it is, and the domain as an alias of the balancer.

locals {
  made = var.certificate == null ? 0 : 1

  # ACM asks for the same record for a name and its wildcard. The keys come from the variable, for what ACM asks is
  # known only after the certificate is made.
  proven_names = toset([for name in try(concat([var.certificate.domain], var.certificate.alternative_names), []) : trimprefix(name, "*.")])

  # Of the proof, not of the certificate: it is the same ARN, but a listener takes it only once the proof is there.
  certificate_arn = var.certificate == null ? var.certificate_arn : aws_acm_certificate_validation.this[0].certificate_arn
}

resource "aws_acm_certificate" "this" {
  count = local.made

  domain_name               = var.certificate.domain
  subject_alternative_names = var.certificate.alternative_names
  validation_method         = "DNS"

  tags = merge(var.tags, { Name = var.name })

  lifecycle {
    create_before_destroy = true # a listener must not be without one while it is exchanged
  }
}

resource "aws_route53_record" "proof" {
  for_each = local.proven_names

  zone_id         = var.certificate.zone_id
  name            = local.proofs[each.key].resource_record_name
  type            = local.proofs[each.key].resource_record_type
  records         = [local.proofs[each.key].resource_record_value]
  ttl             = 300
  allow_overwrite = true # the record is the same for every certificate of the name in this account
}

locals {
  proofs = {
    for name in local.proven_names : name => [
      for option in aws_acm_certificate.this[0].domain_validation_options : option
      if trimprefix(option.domain_name, "*.") == name
    ][0]
  }
}

resource "aws_acm_certificate_validation" "this" {
  count = local.made

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = [for name in local.proven_names : aws_route53_record.proof[name].fqdn]
}

resource "aws_route53_record" "alias" {
  for_each = var.certificate == null ? toset([]) : toset(["A", "AAAA"])

  zone_id = var.certificate.zone_id
  name    = var.certificate.domain
  type    = each.key

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = false # there is no other address to answer with
  }
}
