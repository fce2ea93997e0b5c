# What the module refuses, each before anything is made.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  domain = "example.com"
}

run "a_domain_with_a_dot_at_its_end_is_refused" {
  command = plan

  variables {
    domain = "example.com."
  }

  expect_failures = [var.domain]
}

run "a_domain_in_capitals_is_refused" {
  command = plan

  variables {
    domain = "Example.com"
  }

  expect_failures = [var.domain]
}

run "a_top_level_domain_is_refused" {
  command = plan

  variables {
    domain = "com"
  }

  expect_failures = [var.domain]
}

run "no_zone_at_all_is_refused" {
  command = plan

  variables {
    create_zone = false
  }

  expect_failures = [var.zone_id]
}

run "a_zone_to_make_that_has_an_id_is_refused" {
  command = plan

  variables {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.zone_id]
}

run "a_zone_by_its_name_is_refused" {
  command = plan

  variables {
    create_zone = false
    zone_id     = "example.com"
  }

  expect_failures = [var.zone_id]
}

run "an_alias_of_another_domain_is_refused" {
  command = plan

  variables {
    aliases = { "shop.example.org" = { dns_name = "shop-1.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" } }
  }

  expect_failures = [var.aliases]
}

run "an_alias_of_a_name_that_only_ends_alike_is_refused" {
  command = plan

  variables {
    aliases = { "myexample.com" = { dns_name = "shop-1.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" } }
  }

  expect_failures = [var.aliases]
}

run "an_alias_in_capitals_is_refused" {
  command = plan

  variables {
    aliases = { "Shop.example.com" = { dns_name = "shop-1.eu-west-1.elb.amazonaws.com", zone_id = "Z32O12XQLNTSW2" } }
  }

  expect_failures = [var.aliases]
}

run "the_zone_of_another_domain_is_refused" {
  command = plan

  variables {
    create_zone = false
    zone_id     = "Z0123456789ABCDEFGHIJ"
  }

  override_data {
    target = data.aws_route53_zone.given
    values = { name = "example.org" }
  }

  expect_failures = [data.aws_route53_zone.given]
}
