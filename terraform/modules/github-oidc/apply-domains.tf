# What the apply role may change of certificates, which bear the environment's tag, and of names in DNS.
locals {
  makes_zones = try(var.roles.apply.make_zones, false)

  # AWS draws the id of a zone, which has no tag that a condition could ask for: who makes one may change all.
  zones = [for id in local.makes_zones ? ["*"] : try(var.roles.apply.hosted_zone_ids, []) : "arn:${local.partition}:route53:::hostedzone/${id}"]

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
      why        = "A certificate is tagged when it is asked for; one that has such a tag already, whosever, can't be taken over."
      actions    = ["acm:AddTagsToCertificate"]
      resources  = ["${local.regional.acm}:certificate/*"]
      conditions = { StringEquals = local.requested, Null = { for key in keys(local.tagged) : key => ["true"] } }
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
      why        = "To point names at the load balancer, and to prove a domain for its certificate; never to hand on a domain or its mail. In the zones that are named, or in all where zones are made."
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
      why        = "To change and remove the zone that the stack made, only where zones are made: AWS can't tell that one from the others."
      actions    = ["route53:ChangeTagsForResource", "route53:DeleteHostedZone", "route53:UpdateHostedZoneComment"]
      resources  = local.makes_zones ? local.zones : []
      conditions = {}
    },
  ]
}
