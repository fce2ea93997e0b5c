# What each option changes.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  domain = "example.com"
}

run "each_name_is_an_alias_by_ipv4_and_ipv6" {
  command = plan

  variables {
    aliases = {
      "example.com"        = { dns_name = "shop-1.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" }
      "*.shop.example.com" = { dns_name = "shop-2.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" }
    }
  }

  assert {
    condition = { for key, record in aws_route53_record.alias : key => "${record.zone_id} ${record.name} ${record.type} ${record.alias[0].name} ${record.alias[0].zone_id}" } == {
      "example.com/A"           = "Z0000000000000000MADE example.com A shop-1.eu-west-1.elb.amazonaws.com Z32O12XQLNTSW2"
      "example.com/AAAA"        = "Z0000000000000000MADE example.com AAAA shop-1.eu-west-1.elb.amazonaws.com Z32O12XQLNTSW2"
      "*.shop.example.com/A"    = "Z0000000000000000MADE *.shop.example.com A shop-2.eu-west-1.elb.amazonaws.com Z32O12XQLNTSW2"
      "*.shop.example.com/AAAA" = "Z0000000000000000MADE *.shop.example.com AAAA shop-2.eu-west-1.elb.amazonaws.com Z32O12XQLNTSW2"
    }
    error_message = "Each name must have both records, in the zone, of its balancer."
  }

  assert {
    condition     = !anytrue([for record in aws_route53_record.alias : record.alias[0].evaluate_target_health])
    error_message = "A name must answer even when no target is healthy."
  }

  assert {
    condition     = output.names == tolist(["*.shop.example.com", "example.com"])
    error_message = "The names must come out in order."
  }
}

run "a_zone_that_exists_is_used_as_it_is" {
  command = plan

  variables {
    create_zone = false
    zone_id     = "Z0123456789ABCDEFGHIJ"
    aliases     = { "shop.example.com" = { dns_name = "shop-1.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" } }
  }

  assert {
    condition     = length(aws_route53_zone.this) == 0 && output.zone_id == "Z0123456789ABCDEFGHIJ"
    error_message = "No zone may be made."
  }

  assert {
    condition     = output.name_servers == tolist(["ns-3.awsdns-00.org", "ns-4.awsdns-00.co.uk"])
    error_message = "The name servers must be those of the zone that exists."
  }

  assert {
    condition     = alltrue([for record in aws_route53_record.alias : record.zone_id == "Z0123456789ABCDEFGHIJ"]) && length(aws_route53_record.alias) == 2
    error_message = "The records must be made in the zone that exists."
  }
}

run "a_name_that_ends_with_a_dot_in_route_53_is_the_same" {
  command = plan

  variables {
    create_zone = false
    zone_id     = "Z0123456789ABCDEFGHIJ"
  }

  override_data {
    target = data.aws_route53_zone.given
    values = { name = "example.com." }
  }

  assert {
    condition     = output.zone_id == "Z0123456789ABCDEFGHIJ"
    error_message = "The zone must be taken."
  }
}

run "tags_are_on_the_zone" {
  command = plan

  variables {
    tags = { team = "shop" }
  }

  assert {
    condition     = aws_route53_zone.this[0].tags.team == "shop"
    error_message = "The zone must have the tags."
  }
}
