# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "acme"
}

run "a_base_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Acme"
  }

  expect_failures = [var.name]
}

run "a_base_name_with_two_hyphens_is_refused" {
  command = plan

  variables {
    name = "acme--audit"
  }

  expect_failures = [var.name]
}

run "a_base_name_that_ends_with_a_hyphen_is_refused" {
  command = plan

  variables {
    name = "acme-"
  }

  expect_failures = [var.name]
}

run "a_bucket_with_capitals_is_refused" {
  command = plan

  variables {
    bucket = "Acme"
  }

  expect_failures = [var.bucket]
}

run "less_than_cloudtrail_itself_remembers_is_refused" {
  command = plan

  variables {
    retention_days = 30
  }

  expect_failures = [var.retention_days]
}

run "half_a_day_is_refused" {
  command = plan

  variables {
    retention_days = 365.5
  }

  expect_failures = [var.retention_days]
}

run "another_frequency_is_refused" {
  command = plan

  variables {
    finding_publishing_frequency = "DAILY"
  }

  expect_failures = [var.finding_publishing_frequency]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/audit"
  }

  expect_failures = [var.kms_key_arn]
}
