# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  service     = "web"
  github      = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002" }
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

run "a_service_with_two_hyphens_in_a_row_is_refused" {
  command = plan

  variables {
    service = "w--b"
  }

  expect_failures = [var.service]
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

run "the_owner_that_was_shipped_is_refused" {
  command = plan

  variables {
    github = { owner = "OWNER", owner_id = "1001", repository = "web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "the_repository_that_was_shipped_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "REPOSITORY", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "a_service_with_a_slash_is_refused" {
  command = plan

  variables {
    service = "team/web"
  }

  expect_failures = [var.service]
}

run "names_that_are_too_long_together_are_refused" {
  command = plan

  variables {
    service = "web-with-a-name"
  }

  expect_failures = [var.service]
}

run "a_repository_with_its_registry_is_refused" {
  command = plan

  variables {
    promote_from = ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/staging/web:v1"]
  }

  expect_failures = [var.promote_from]
}

run "a_service_that_ends_with_a_hyphen_is_refused" {
  command = plan

  variables {
    service = "web-"
  }

  expect_failures = [var.service]
}

run "a_workflow_for_a_duty_that_there_is_not_is_refused" {
  command = plan

  variables {
    job_workflow_refs = { release = ["acme/web/.github/workflows/ship.yml@refs/heads/main"] }
  }

  expect_failures = [var.job_workflow_refs]
}

run "a_workflow_without_its_ref_is_refused" {
  command = plan

  variables {
    job_workflow_refs = { deploy = ["acme/web/.github/workflows/ship.yml"] }
  }

  expect_failures = [var.job_workflow_refs]
}

run "a_workflow_at_any_ref_is_refused" {
  command = plan

  variables {
    job_workflow_refs = { deploy = ["acme/web/.github/workflows/ship.yml@refs/heads/*"] }
  }

  expect_failures = [var.job_workflow_refs]
}

run "a_github_environment_with_a_colon_is_refused" {
  command = plan

  variables {
    github_environment = "production:api"
  }

  expect_failures = [var.github_environment]
}

run "a_github_environment_without_a_name_is_refused" {
  command = plan

  variables {
    github_environment = ""
  }

  expect_failures = [var.github_environment]
}

run "a_further_github_environment_with_a_colon_is_refused" {
  command = plan

  variables {
    more_github_environments = ["pull-request", "production:api"]
  }

  expect_failures = [var.more_github_environments]
}

run "any_further_github_environment_is_refused" {
  command = plan

  variables {
    more_github_environments = ["*"]
  }

  expect_failures = [var.more_github_environments]
}
