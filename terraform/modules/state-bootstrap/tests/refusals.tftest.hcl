# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
mock_provider "aws" {
  source = "./tests"
}

variables {
  bucket = "acme-web-state"
}

run "a_bucket_with_capitals_is_refused" {
  command = plan

  variables {
    bucket = "Acme"
  }

  expect_failures = [var.bucket]
}

run "a_bucket_with_two_hyphens_is_refused" {
  command = plan

  variables {
    bucket = "acme--state"
  }

  expect_failures = [var.bucket]
}

run "a_bucket_that_is_too_long_for_its_logs_is_refused" {
  command = plan

  variables {
    bucket = join("", [for number in range(59) : "a"])
  }

  expect_failures = [var.bucket]
}

run "another_encryption_is_refused" {
  command = plan

  variables {
    kms = "none"
  }

  expect_failures = [var.kms]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    kms_key_arn = "alias/state"
  }

  expect_failures = [var.kms_key_arn]
}

run "a_key_that_nothing_uses_is_refused" {
  command = plan

  variables {
    kms         = "AES256"
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
  }

  expect_failures = [var.kms_key_arn]
}

run "no_day_for_earlier_versions_is_refused" {
  command = plan

  variables {
    noncurrent_days = 0
  }

  expect_failures = [var.noncurrent_days]
}

run "half_a_day_for_earlier_versions_is_refused" {
  command = plan

  variables {
    noncurrent_days = 1.5
  }

  expect_failures = [var.noncurrent_days]
}

run "no_earlier_version_is_refused" {
  command = plan

  variables {
    keep_noncurrent = 0
  }

  expect_failures = [var.keep_noncurrent]
}

run "more_earlier_versions_than_s3_counts_are_refused" {
  command = plan

  variables {
    keep_noncurrent = 101
  }

  expect_failures = [var.keep_noncurrent]
}

run "half_an_earlier_version_is_refused" {
  command = plan

  variables {
    keep_noncurrent = 1.5
  }

  expect_failures = [var.keep_noncurrent]
}

run "a_principal_by_name_is_refused" {
  command = plan

  variables {
    only_principal_arns = ["slipway-apply"]
  }

  expect_failures = [var.only_principal_arns]
}

run "a_session_instead_of_its_role_is_refused" {
  command = plan

  variables {
    only_principal_arns = ["arn:aws:sts::111122223333:assumed-role/slipway-apply/job"]
  }

  expect_failures = [var.only_principal_arns]
}

run "no_day_for_access_logs_is_refused" {
  command = plan

  variables {
    access_logs = { retention_days = 0 }
  }

  expect_failures = [var.access_logs]
}

run "half_a_day_for_access_logs_is_refused" {
  command = plan

  variables {
    access_logs = { retention_days = 1.5 }
  }

  expect_failures = [var.access_logs]
}
