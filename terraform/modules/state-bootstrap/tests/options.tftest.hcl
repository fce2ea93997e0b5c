# What each option changes.
mock_provider "aws" {
  source = "./tests"
}

variables {
  bucket = "acme-web-state"
}

run "a_key_that_is_there_is_used" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
  }

  assert {
    condition     = length(aws_kms_key.state) == 0 && output.kms_key_arn == "arn:aws:kms:eu-west-1:111122223333:key/1" && one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == "arn:aws:kms:eu-west-1:111122223333:key/1"
    error_message = "The key is ${output.kms_key_arn}."
  }
}

run "the_key_of_s3_takes_no_key_of_kms" {
  command = plan

  variables {
    kms = "AES256"
  }

  assert {
    condition     = length(aws_kms_key.state) == 0 && output.kms_key_arn == null && one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "The encryption is ${one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm}."
  }
}

run "earlier_versions_are_kept_as_given" {
  command = plan

  variables {
    noncurrent_days = 30
    keep_noncurrent = 5
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].noncurrent_days == 30 && aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].newer_noncurrent_versions == 5
    error_message = "Earlier versions are kept as ${jsonencode(aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration)}."
  }
}

run "no_number_of_earlier_versions_has_to_be_given" {
  command = plan

  variables {
    keep_noncurrent = null
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90
    error_message = "Earlier versions are kept as ${jsonencode(aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration)}."
  }
}

run "access_logs_can_be_left_out" {
  command = plan

  variables {
    access_logs = { enabled = false }
  }

  assert {
    condition     = length(aws_s3_bucket.logs) + length(aws_s3_bucket_logging.state) == 0 && output.log_bucket == null
    error_message = "There is a log."
  }
}

run "access_logs_are_kept_as_long_as_given" {
  command = plan

  variables {
    access_logs = { retention_days = 400 }
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days == 400
    error_message = "The log is kept for ${aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days} days."
  }
}

run "a_bucket_without_protection_goes_with_its_states" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = aws_s3_bucket.this.force_destroy && aws_s3_bucket.logs[0].force_destroy
    error_message = "A destroy would fail."
  }
}

run "tags_are_on_buckets_and_key" {
  command = plan

  variables {
    tags = { team = "web" }
  }

  assert {
    condition     = aws_s3_bucket.this.tags.team == "web" && aws_s3_bucket.logs[0].tags.team == "web" && aws_kms_key.state[0].tags.team == "web"
    error_message = "Something has no tag."
  }
}
