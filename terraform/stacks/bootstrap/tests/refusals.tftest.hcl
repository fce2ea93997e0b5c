# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  bucket      = "slipway-state-444455556666"
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

run "another_environment_with_a_colon_is_refused" {
  command = plan

  variables {
    more_environments = ["stag:ing"]
  }

  expect_failures = [var.more_environments]
}

run "another_environment_with_a_star_is_refused" {
  command = plan

  variables {
    more_environments = ["*"]
  }

  expect_failures = [var.more_environments]
}

run "another_environment_that_ends_with_a_hyphen_is_refused" {
  command = plan

  variables {
    more_environments = ["staging-"]
  }

  expect_failures = [var.more_environments]
}

run "another_environment_with_two_hyphens_in_a_row_is_refused" {
  command = plan

  variables {
    more_environments = ["stag--ing"]
  }

  expect_failures = [var.more_environments]
}

run "the_same_environment_once_more_is_refused" {
  command = plan

  variables {
    more_environments = ["production"]
  }

  expect_failures = [var.more_environments]
}

run "more_environments_than_a_role_has_room_for_are_refused" {
  command = plan

  variables {
    more_environments = ["qa", "dev"]
  }

  expect_failures = [var.more_environments]
}

run "a_zone_by_its_name_is_refused" {
  command = plan

  variables {
    hosted_zone_ids = ["example.org"]
  }

  expect_failures = [var.hosted_zone_ids]
}

run "every_zone_by_a_star_is_refused" {
  command = plan

  variables {
    hosted_zone_ids = ["*"]
  }

  expect_failures = [var.hosted_zone_ids]
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

run "a_session_instead_of_its_role_is_refused" {
  command = plan

  variables {
    state_principal_arns = ["arn:aws:sts::111122223333:assumed-role/administrators/me"]
  }

  expect_failures = [var.state_principal_arns]
}

run "a_github_environment_that_plans_with_a_colon_is_refused" {
  command = plan

  variables {
    plan_environments = ["production:plan"]
  }

  expect_failures = [var.plan_environments]
}

run "any_github_environment_that_plans_is_refused" {
  command = plan

  variables {
    plan_environments = ["*"]
  }

  expect_failures = [var.plan_environments]
}
