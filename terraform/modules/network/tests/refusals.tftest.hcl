# What the module refuses, each before anything is made.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name  = "shop"
  zones = ["eu-west-1a", "eu-west-1b"]
}

run "a_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Shop"
  }

  expect_failures = [var.name]
}

run "a_name_with_two_hyphens_in_a_row_is_refused" {
  command = plan

  variables {
    name = "my--shop"
  }

  expect_failures = [var.name]
}

run "a_name_that_ends_with_a_hyphen_is_refused" {
  command = plan

  variables {
    name = "shop-"
  }

  expect_failures = [var.name]
}

run "a_name_of_25_characters_is_refused" {
  command = plan

  variables {
    name = "a123456789012345678901234"
  }

  expect_failures = [var.name]
}

run "a_block_without_a_prefix_length_is_refused" {
  command = plan

  variables {
    cidr = "10.0.0.0"
  }

  expect_failures = [var.cidr]
}

run "a_block_that_is_no_address_is_refused" {
  command = plan

  variables {
    cidr = "10.0.0.256/16"
  }

  expect_failures = [var.cidr]
}

run "a_block_larger_than_a_vpc_may_have_is_refused" {
  command = plan

  variables {
    cidr = "10.0.0.0/15"
  }

  expect_failures = [var.cidr]
}

run "a_block_too_small_for_its_subnets_is_refused" {
  command = plan

  variables {
    cidr = "10.0.0.0/23"
  }

  expect_failures = [var.cidr]
}

run "a_block_of_ipv6_is_refused" {
  command = plan

  variables {
    cidr = "fd00::/16"
  }

  expect_failures = [var.cidr]
}

run "a_block_of_public_addresses_is_refused" {
  command = plan

  variables {
    cidr = "52.95.0.0/16"
  }

  expect_failures = [var.cidr]
}

run "a_block_beside_the_private_range_of_172_is_refused" {
  command = plan

  variables {
    cidr = "172.32.0.0/16"
  }

  expect_failures = [var.cidr]
}

run "a_block_with_host_bits_is_refused" {
  command = plan

  variables {
    cidr = "10.0.1.0/16"
  }

  expect_failures = [var.cidr]
}

run "one_zone_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a"]
  }

  expect_failures = [var.zones]
}

run "four_zones_are_refused" {
  command = plan

  variables {
    zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"]
  }

  expect_failures = [var.zones]
}

run "a_zone_named_twice_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-1a"]
  }

  expect_failures = [var.zones]
}

run "ids_in_place_of_names_of_zones_are_refused" {
  command = plan

  variables {
    zones = ["euw1-az1", "euw1-az2"]
  }

  expect_failures = [var.zones]
}

run "a_region_in_place_of_a_zone_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-1"]
  }

  expect_failures = [var.zones]
}

run "zones_of_two_regions_are_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-2b"]
  }

  expect_failures = [var.zones]
}

run "an_unknown_way_of_nat_is_refused" {
  command = plan

  variables {
    nat = "per-region"
  }

  expect_failures = [var.nat]
}

run "an_unknown_place_for_tasks_is_refused" {
  command = plan

  variables {
    tasks_in = "isolated"
  }

  expect_failures = [var.tasks_in]
}

run "a_service_by_its_long_name_is_refused" {
  command = plan

  variables {
    endpoints = ["com.amazonaws.eu-west-1.logs"]
  }

  expect_failures = [var.endpoints]
}

run "s3_among_the_interface_endpoints_is_refused" {
  command = plan

  variables {
    endpoints = ["s3"]
  }

  expect_failures = [var.endpoints]
}

run "dynamodb_among_the_interface_endpoints_is_refused" {
  command = plan

  variables {
    endpoints = ["dynamodb"]
  }

  expect_failures = [var.endpoints]
}

run "a_service_named_twice_is_refused" {
  command = plan

  variables {
    endpoints = ["logs", "logs"]
  }

  expect_failures = [var.endpoints]
}

run "no_nat_without_endpoints_is_refused" {
  command = plan

  variables {
    nat = "none"
  }

  expect_failures = [var.endpoints]
}

run "no_nat_without_the_endpoint_of_logs_is_refused" {
  command = plan

  variables {
    nat       = "none"
    endpoints = ["ecr.api", "ecr.dkr"]
  }

  expect_failures = [var.endpoints]
}

run "an_unknown_place_for_endpoints_is_refused" {
  command = plan

  variables {
    endpoint_zones = "none"
  }

  expect_failures = [var.endpoint_zones]
}

run "days_that_cloudwatch_logs_does_not_offer_are_refused" {
  command = plan

  variables {
    flow_logs = { retention_days = 100 }
  }

  expect_failures = [var.flow_logs]
}

run "an_alias_of_a_key_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/logs"
  }

  expect_failures = [var.kms_key_arn]
}

run "a_boundary_that_is_no_policy_is_refused" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::111122223333:role/slipway/apply"
  }

  expect_failures = [var.permissions_boundary_arn]
}
