# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  zones       = ["eu-west-1a", "eu-west-1b"]
  domain      = "app.example.org"
  zone_id     = "Z0987654321ABCDEFGHIJ"
}

run "a_region_without_its_number_is_refused" {
  command = plan

  variables {
    region = "eu-west"
  }

  expect_failures = [var.region]
}

run "an_environment_with_a_colon_is_refused" {
  command = plan

  variables {
    environment = "prod:uction"
  }

  expect_failures = [var.environment]
}

run "an_environment_that_ends_with_a_hyphen_is_refused" {
  command = plan

  variables {
    environment = "production-"
  }

  expect_failures = [var.environment]
}

run "an_environment_with_two_hyphens_in_a_row_is_refused" {
  command = plan

  variables {
    environment = "pro--duction"
  }

  expect_failures = [var.environment]
}

run "an_environment_of_one_letter_is_refused" {
  command = plan

  variables {
    environment = "p"
  }

  expect_failures = [var.environment]
}

run "what_no_emulator_lacks_is_refused" {
  command = plan

  variables {
    switched_off = ["tls"]
  }

  expect_failures = [var.switched_off]
}

run "a_destroy_while_it_is_protected_is_refused" {
  command = plan

  variables {
    destroying = true
  }

  expect_failures = [var.destroying]
}

run "zones_of_another_region_are_refused" {
  command = plan

  variables {
    zones = ["us-east-1a", "us-east-1b"]
  }

  expect_failures = [var.zones]
}

run "a_zone_of_another_region_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-2b"]
  }

  expect_failures = [var.zones]
}

run "https_without_a_domain_is_refused" {
  command = plan

  variables {
    domain = null
  }

  expect_failures = [var.plain_http]
}

run "plain_http_with_a_domain_is_refused" {
  command = plan

  variables {
    plain_http = true
  }

  expect_failures = [var.plain_http]
}

run "a_domain_with_a_scheme_is_refused" {
  command = plan

  variables {
    domain = "https://app.example.org"
  }

  expect_failures = [var.domain]
}

run "another_domain_in_capitals_is_refused" {
  command = plan

  variables {
    alternative_domains = ["WWW.example.org"]
  }

  expect_failures = [var.alternative_domains]
}

run "a_domain_without_a_zone_is_refused" {
  command = plan

  variables {
    zone_id = null
  }

  expect_failures = [var.zone_id]
}

run "a_zone_by_its_name_is_refused" {
  command = plan

  variables {
    zone_id = "example.org"
  }

  expect_failures = [var.zone_id]
}

run "a_zone_that_is_named_and_made_is_refused" {
  command = plan

  variables {
    create_zone = true
  }

  expect_failures = [var.zone_id]
}

run "a_zone_of_no_domain_is_refused" {
  command = plan

  variables {
    create_zone = true
    zone_id     = null
    domain      = null
    plain_http  = true
  }

  expect_failures = [var.create_zone]
}

run "half_a_task_on_spot_is_refused" {
  command = plan

  variables {
    spot_weight = 0.5
  }

  expect_failures = [var.spot_weight]
}
