# What was shipped to be corrected is refused where it was not. Nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  region      = "eu-west-1"
  environment = "production"
  zones       = ["eu-west-1a", "eu-west-1b"]
  domain      = "app.acme.example"
}

run "the_zone_that_was_shipped_is_refused" {
  command = plan

  variables {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  expect_failures = [var.zone_id]
}
