# What the apply role may change of certificates, which bear the environment's tag, and of names in DNS.
locals {
  zones = [for id in coalesce(try(var.roles.apply.hosted_zone_ids, null), ["*"]) : "arn:${local.partition}:route53:::hostedzone/${id}"]

  # Zones that are named are there already.
  makes_zones = try(var.roles.apply.hosted_zone_ids, null) == null

  apply_domains_statements = [
    {
      sid        = "RequestCertificates"
      why        = "To ask for a certificate, with the environment's tag. AWS knows no resource for one that is not there."
      actions    = ["acm:RequestCertificate"]
      resources  = ["*"]
      conditions = { StringEquals = local.requested }
    },
    {
      sid        = "TagCertificates"
      why        = "A certificate is tagged when it is asked for; one that has another environment's tag can't be taken over."
      actions    = ["acm:AddTagsToCertificate"]
      resources  = ["${local.regional.acm}:certificate/*"]
      conditions = { StringEquals = local.requested, StringEqualsIfExists = local.tagged }
    },
    {
      sid        = "ChangeCertificates"
      why        = "To change and remove certificates with the environment's tag."
      actions    = ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate", "acm:UpdateCertificateOptions"]
      resources  = ["${local.regional.acm}:certificate/*"]
      conditions = { StringEquals = local.tagged }
    },
    {
      sid        = "ChangeNames"
      why        = "To point names at the load balancer, and to prove a domain for its certificate; never to hand on a domain or its mail."
      actions    = ["route53:ChangeResourceRecordSets"]
      resources  = local.zones
      conditions = { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = ["A", "AAAA", "CNAME"] } }
    },
    {
      sid        = "MakeZones"
      why        = "To make a zone. AWS knows no resource for one that is not there."
      actions    = ["route53:CreateHostedZone"]
      resources  = local.makes_zones ? ["*"] : []
      conditions = {}
    },
    {
      sid        = "ChangeZones"
      why        = "To change and remove the zone that the stack made; not where zones are named."
      actions    = ["route53:ChangeTagsForResource", "route53:DeleteHostedZone", "route53:UpdateHostedZoneComment"]
      resources  = local.makes_zones ? local.zones : []
      conditions = {}
    },
  ]
}
