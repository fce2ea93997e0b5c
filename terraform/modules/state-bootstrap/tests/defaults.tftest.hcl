# The bucket as it is when nothing but its name is given.
mock_provider "aws" {
  source = "./tests"
}

variables {
  bucket = "acme-web-state"
}

run "earlier_versions_are_kept_for_90_days_and_the_last_20_of_them_for_good" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "Versions are ${aws_s3_bucket_versioning.state.versioning_configuration[0].status}."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90 && aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0].newer_noncurrent_versions == 20
    error_message = "Earlier versions are kept as ${jsonencode(aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration)}."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.state.rule[0].status == "Enabled" && aws_s3_bucket_lifecycle_configuration.state.rule[0].abort_incomplete_multipart_upload[0].days_after_initiation == 7
    error_message = "Uploads that broke off stay."
  }
}

run "no_state_itself_ever_expires" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.state.rule) == 1 && aws_s3_bucket_lifecycle_configuration.state.rule[0].expiration[0].expired_object_delete_marker
    error_message = "A state expires: ${jsonencode(aws_s3_bucket_lifecycle_configuration.state.rule)}."
  }
}

run "a_key_of_its_own_encrypts_it" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && one(aws_s3_bucket_server_side_encryption_configuration.state.rule).bucket_key_enabled
    error_message = "The encryption is ${one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm}."
  }

  assert {
    condition     = aws_kms_key.state[0].enable_key_rotation && aws_kms_alias.state[0].name == "alias/acme-web-state"
    error_message = "The key is not rotated, or named otherwise: ${aws_kms_alias.state[0].name}."
  }
}

run "nothing_of_it_is_public" {
  command = plan

  assert {
    condition = alltrue([
      for block in [aws_s3_bucket_public_access_block.state, aws_s3_bucket_public_access_block.logs[0]] :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "Something could be public."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.state.rule).object_ownership == "BucketOwnerEnforced" && one(aws_s3_bucket_ownership_controls.logs[0].rule).object_ownership == "BucketOwnerEnforced"
    error_message = "Somebody else could own an object."
  }
}

run "who_reads_and_writes_is_logged_for_90_days" {
  command = plan

  assert {
    condition     = aws_s3_bucket.logs[0].bucket == "acme-web-state-logs" && aws_s3_bucket_logging.state[0].target_prefix == "state/"
    error_message = "The log is ${aws_s3_bucket.logs[0].bucket}."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days == 90
    error_message = "The log is kept for ${aws_s3_bucket_lifecycle_configuration.logs[0].rule[0].expiration[0].days} days."
  }
}

run "a_destroy_leaves_states_alone" {
  command = plan

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && !aws_s3_bucket.logs[0].force_destroy
    error_message = "A bucket that holds something would be deleted."
  }
}
