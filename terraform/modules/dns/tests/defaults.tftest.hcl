# What the module makes when it is told a domain, and nothing else.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  domain = "example.com"
}

run "a_public_zone_without_a_record_of_its_own" {
  command = plan

  assert {
    condition     = aws_route53_zone.this[0].name == "example.com" && length(aws_route53_zone.this[0].vpc) == 0
    error_message = "The zone must be the public one of the domain."
  }

  assert {
    condition     = aws_route53_zone.this[0].force_destroy != true
    error_message = "A zone with records that others made may not be deleted."
  }

  assert {
    condition     = length(aws_route53_record.alias) == 0 && length(data.aws_route53_zone.given) == 0
    error_message = "Nothing else may be made or asked for."
  }
}

run "outputs_say_what_the_registrar_must_name" {
  command = plan

  assert {
    condition     = output.zone_id == "Z0000000000000000MADE" && output.name_servers == tolist(["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"])
    error_message = "The zone and its name servers must come out."
  }

  assert {
    condition     = length(output.names) == 0
    error_message = "There must be no names."
  }
}
