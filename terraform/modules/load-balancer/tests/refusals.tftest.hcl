# What the module refuses, each before anything is made.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "shop"
  vpc_id      = "vpc-0123456789abcdef0"
  subnet_ids  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  certificate = { domain = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
}

run "a_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Shop"
  }

  expect_failures = [var.name]
}

run "a_name_that_aws_keeps_for_itself_is_refused" {
  command = plan

  variables {
    name = "internal-shop"
  }

  expect_failures = [var.name]
}

run "a_vpc_by_its_name_is_refused" {
  command = plan

  variables {
    vpc_id = "shop"
  }

  expect_failures = [var.vpc_id]
}

run "one_subnet_is_refused" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "one_subnet_named_twice_is_refused" {
  command = plan

  variables {
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef0"]
  }

  expect_failures = [var.subnet_ids]
}

run "neither_a_certificate_nor_plain_http_is_refused" {
  command = plan

  variables {
    certificate = null
  }

  expect_failures = [var.certificate]
}

run "a_certificate_and_plain_http_are_refused" {
  command = plan

  variables {
    plain_http = true
  }

  expect_failures = [var.certificate]
}

run "two_certificates_are_refused" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  expect_failures = [var.certificate]
}

run "a_certificate_without_a_zone_is_refused" {
  command = plan

  variables {
    certificate = { domain = "shop.example.com" }
  }

  expect_failures = [var.certificate]
}

run "a_zone_by_its_name_is_refused" {
  command = plan

  variables {
    certificate = { domain = "shop.example.com", zone_id = "example.com" }
  }

  expect_failures = [var.certificate]
}

run "a_wildcard_to_answer_under_is_refused" {
  command = plan

  variables {
    certificate = { domain = "*.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
  }

  expect_failures = [var.certificate]
}

run "a_domain_in_capitals_is_refused" {
  command = plan

  variables {
    certificate = { domain = "Shop.Example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
  }

  expect_failures = [var.certificate]
}

run "an_address_in_place_of_an_alternative_name_is_refused" {
  command = plan

  variables {
    certificate = { domain = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ", alternative_names = ["https://www.example.com"] }
  }

  expect_failures = [var.certificate]
}

run "a_certificate_of_iam_is_refused" {
  command = plan

  variables {
    certificate     = null
    certificate_arn = "arn:aws:iam::111122223333:server-certificate/shop"
  }

  expect_failures = [var.certificate_arn]
}

run "a_policy_that_allows_tls_1_0_is_refused" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-2016-08"
  }

  expect_failures = [var.ssl_policy]
}

run "a_policy_that_allows_tls_1_1_is_refused" {
  command = plan

  variables {
    ssl_policy = "ELBSecurityPolicy-TLS13-1-1-2021-06"
  }

  expect_failures = [var.ssl_policy]
}

run "an_address_in_place_of_a_block_is_refused" {
  command = plan

  variables {
    ingress_cidrs = ["203.0.113.7"]
  }

  expect_failures = [var.ingress_cidrs]
}

run "a_balancer_that_nobody_can_reach_is_refused" {
  command = plan

  variables {
    ingress_cidrs = []
  }

  expect_failures = [var.ingress_cidrs]
}

run "targets_in_a_block_of_ipv6_are_refused" {
  command = plan

  variables {
    egress_cidr = "2001:db8::/32"
  }

  expect_failures = [var.egress_cidr]
}

run "logs_that_expire_at_once_are_refused" {
  command = plan

  variables {
    access_logs = { retention_days = 0 }
  }

  expect_failures = [var.access_logs]
}

run "half_a_day_of_logs_is_refused" {
  command = plan

  variables {
    access_logs = { retention_days = 1.5 }
  }

  expect_failures = [var.access_logs]
}

run "an_idle_timeout_of_more_than_4000_seconds_is_refused" {
  command = plan

  variables {
    idle_timeout = 4001
  }

  expect_failures = [var.idle_timeout]
}

run "an_idle_timeout_of_nothing_is_refused" {
  command = plan

  variables {
    idle_timeout = 0
  }

  expect_failures = [var.idle_timeout]
}

run "no_desync_mitigation_is_refused" {
  command = plan

  variables {
    desync_mitigation_mode = "monitor"
  }

  expect_failures = [var.desync_mitigation_mode]
}
