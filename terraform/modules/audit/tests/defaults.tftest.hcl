# The record of an account as it is when nothing but a name is given.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "acme"
}

run "every_region_is_recorded_and_no_record_can_be_changed_unseen" {
  command = plan

  assert {
    condition     = aws_cloudtrail.account["account"].is_multi_region_trail && aws_cloudtrail.account["account"].include_global_service_events && aws_cloudtrail.account["account"].enable_log_file_validation
    error_message = "The trail leaves something out."
  }

  assert {
    condition     = aws_cloudtrail.account["account"].name == "acme" && aws_s3_bucket.trail["account"].bucket == "acme-audit-111122223333"
    error_message = "The trail is ${aws_cloudtrail.account["account"].name} in ${aws_s3_bucket.trail["account"].bucket}."
  }
}

run "what_is_recorded_is_encrypted_versioned_private_and_kept_for_a_year" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.trail["account"].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && aws_kms_key.trail[0].enable_key_rotation
    error_message = "It is encrypted by another key."
  }

  assert {
    condition     = aws_s3_bucket_versioning.trail["account"].versioning_configuration[0].status == "Enabled" && one(aws_s3_bucket_ownership_controls.trail["account"].rule).object_ownership == "BucketOwnerEnforced"
    error_message = "It can be written over, or be owned by others."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.trail["account"].block_public_acls && aws_s3_bucket_public_access_block.trail["account"].block_public_policy && aws_s3_bucket_public_access_block.trail["account"].ignore_public_acls && aws_s3_bucket_public_access_block.trail["account"].restrict_public_buckets
    error_message = "It could be public."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.trail["account"].rule[0].expiration[0].days == 365 && !aws_s3_bucket.trail["account"].force_destroy
    error_message = "It is kept for ${aws_s3_bucket_lifecycle_configuration.trail["account"].rule[0].expiration[0].days} days."
  }
}

run "guardduty_looks_and_tells_every_quarter_of_an_hour" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.account[0].enable && aws_guardduty_detector.account[0].finding_publishing_frequency == "FIFTEEN_MINUTES"
    error_message = "GuardDuty is off, or tells each ${aws_guardduty_detector.account[0].finding_publishing_frequency}."
  }
}
