# What was shipped to be corrected is refused where it was not. Nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  service     = "web"
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
