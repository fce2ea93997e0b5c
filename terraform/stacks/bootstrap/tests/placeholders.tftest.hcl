# What was shipped to be corrected is refused where it was not. Nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  bucket      = "slipway-state-444455556666"
  github      = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002" }
}

run "the_id_of_an_owner_that_was_shipped_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1000001", repository = "web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "the_id_of_a_repository_that_was_shipped_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2000002" }
  }

  expect_failures = [var.github]
}

run "the_zone_that_was_shipped_is_refused" {
  command = plan

  variables {
    hosted_zone_ids = ["Z0987654321ABCDEFGHIJ", "Z0123456789ABCDEFGHIJ"]
  }

  expect_failures = [var.hosted_zone_ids]
}

run "the_bucket_that_was_shipped_is_refused" {
  command = plan

  variables {
    bucket = "slipway-state-111122223333"
  }

  expect_failures = [var.bucket]
}
