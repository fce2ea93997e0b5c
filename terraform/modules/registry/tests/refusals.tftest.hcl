# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "team/web"
}

run "a_name_with_a_registry_in_front_is_refused" {
  command = plan

  variables {
    name = "111122223333.dkr.ecr.eu-west-1.amazonaws.com:443/web"
  }

  expect_failures = [var.name]
}

run "a_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "team/Web"
  }

  expect_failures = [var.name]
}

run "a_name_of_one_letter_is_refused" {
  command = plan

  variables {
    name = "w"
  }

  expect_failures = [var.name]
}

run "no_images_to_keep_are_refused" {
  command = plan

  variables {
    keep_images = 0
  }

  expect_failures = [var.keep_images]
}

run "half_an_image_to_keep_is_refused" {
  command = plan

  variables {
    keep_images = 1.5
  }

  expect_failures = [var.keep_images]
}

run "no_day_for_images_of_pull_requests_is_refused" {
  command = plan

  variables {
    pull_request_days = 0
  }

  expect_failures = [var.pull_request_days]
}

run "half_a_day_for_images_of_pull_requests_is_refused" {
  command = plan

  variables {
    pull_request_days = 1.5
  }

  expect_failures = [var.pull_request_days]
}

run "one_deployed_image_to_keep_is_refused" {
  command = plan

  variables {
    keep_deployed = 1
  }

  expect_failures = [var.keep_deployed]
}

run "half_a_deployed_image_to_keep_is_refused" {
  command = plan

  variables {
    keep_deployed = 2.5
  }

  expect_failures = [var.keep_deployed]
}

run "no_day_for_untagged_images_is_refused" {
  command = plan

  variables {
    untagged_days = 0
  }

  expect_failures = [var.untagged_days]
}

run "half_a_day_for_untagged_images_is_refused" {
  command = plan

  variables {
    untagged_days = 1.5
  }

  expect_failures = [var.untagged_days]
}

run "no_day_for_caches_is_refused" {
  command = plan

  variables {
    cache_days = 0
  }

  expect_failures = [var.cache_days]
}

run "half_a_day_for_caches_is_refused" {
  command = plan

  variables {
    cache_days = 1.5
  }

  expect_failures = [var.cache_days]
}

run "caches_that_begin_like_what_is_deployed_are_refused" {
  command = plan

  variables {
    cache_prefix = "deployed-cache-"
  }

  expect_failures = [var.cache_prefix]
}

run "a_cache_prefix_that_what_is_deployed_begins_with_is_refused" {
  command = plan

  variables {
    cache_prefix = "deploy"
  }

  expect_failures = [var.cache_prefix]
}

run "caches_that_begin_like_images_of_pull_requests_are_refused" {
  command = plan

  variables {
    cache_prefix = "pr-cache-"
  }

  expect_failures = [var.cache_prefix]
}

run "a_cache_prefix_that_is_no_tag_is_refused" {
  command = plan

  variables {
    cache_prefix = "*"
  }

  expect_failures = [var.cache_prefix]
}

run "an_account_with_its_leading_zeros_lost_is_refused" {
  command = plan

  variables {
    pull_account_ids = ["1122223333"]
  }

  expect_failures = [var.pull_account_ids]
}

run "an_account_that_stands_for_others_is_refused" {
  command = plan

  variables {
    pull_account_ids = ["*"]
  }

  expect_failures = [var.pull_account_ids]
}

run "a_zone_to_copy_to_is_refused" {
  command = plan

  variables {
    replication = [{ region = "eu-west-1a" }]
  }

  expect_failures = [var.replication]
}

run "an_account_to_copy_to_by_name_is_refused" {
  command = plan

  variables {
    replication = [{ region = "eu-west-1", account_id = "staging" }]
  }

  expect_failures = [var.replication]
}

run "a_region_to_copy_to_twice_is_refused" {
  command = plan

  variables {
    replication = [{ region = "eu-west-1" }, { region = "eu-west-1" }]
  }

  expect_failures = [var.replication]
}

run "more_regions_than_ecr_copies_to_are_refused" {
  command = plan

  variables {
    replication = [for number in range(26) : { region = "eu-west-1", account_id = "1111222233${number + 10}" }]
  }

  expect_failures = [var.replication]
}

run "a_prefix_to_pull_through_with_a_star_is_refused" {
  command = plan

  variables {
    pull_through = { "*" = { upstream = "public.ecr.aws" } }
  }

  expect_failures = [var.pull_through]
}

run "an_upstream_with_a_scheme_is_refused" {
  command = plan

  variables {
    pull_through = { public = { upstream = "https://public.ecr.aws" } }
  }

  expect_failures = [var.pull_through]
}

run "a_login_whose_secret_ecr_can_not_read_is_refused" {
  command = plan

  variables {
    pull_through = { hub = { upstream = "registry-1.docker.io", credential_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:docker-hub-AbCdEf" } }
  }

  expect_failures = [var.pull_through]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/images"
  }

  expect_failures = [var.kms_key_arn]
}
