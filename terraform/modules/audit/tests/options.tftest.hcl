# What each option changes.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "acme"
}

run "without_a_trail_there_is_neither_bucket_nor_key" {
  command = plan

  variables {
    cloudtrail = false
  }

  assert {
    condition     = length(aws_cloudtrail.account) + length(aws_s3_bucket.trail) + length(aws_s3_bucket_policy.trail) + length(aws_kms_key.trail) == 0
    error_message = "Something of the trail is there."
  }

  assert {
    condition     = output.trail_arn == null && output.bucket == null && output.kms_key_arn == null && length(aws_guardduty_detector.account) == 1
    error_message = "A trail is told of, or GuardDuty went with it."
  }
}

run "without_guardduty_the_trail_stays" {
  command = plan

  variables {
    guardduty = false
  }

  assert {
    condition     = length(aws_guardduty_detector.account) == 0 && output.detector_id == null && length(aws_cloudtrail.account) == 1
    error_message = "GuardDuty is there, or the trail is not."
  }
}

run "a_key_that_is_there_is_used" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
  }

  assert {
    condition     = length(aws_kms_key.trail) == 0 && aws_cloudtrail.account["account"].kms_key_id == "arn:aws:kms:eu-west-1:111122223333:key/1" && one(aws_s3_bucket_server_side_encryption_configuration.trail["account"].rule).apply_server_side_encryption_by_default[0].kms_master_key_id == "arn:aws:kms:eu-west-1:111122223333:key/1"
    error_message = "The key is ${aws_cloudtrail.account["account"].kms_key_id}."
  }
}

run "the_bucket_and_its_days_are_those_that_are_given" {
  command = plan

  variables {
    bucket         = "acme-trail"
    retention_days = 90
  }

  assert {
    condition     = aws_s3_bucket.trail["account"].bucket == "acme-trail" && aws_s3_bucket_lifecycle_configuration.trail["account"].rule[0].expiration[0].days == 90
    error_message = "The bucket is ${aws_s3_bucket.trail["account"].bucket}."
  }

  assert {
    condition     = strcontains(aws_s3_bucket_policy.trail["account"].policy, "arn:aws:s3:::acme-trail/AWSLogs/111122223333/*")
    error_message = "The policy is about another one: ${aws_s3_bucket_policy.trail["account"].policy}."
  }
}

run "a_trail_without_protection_goes_with_its_records" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = aws_s3_bucket.trail["account"].force_destroy && !strcontains(aws_s3_bucket_policy.trail["account"].policy, "NothingIsTakenBack")
    error_message = "A destroy would fail."
  }
}

run "guardduty_tells_as_often_as_given" {
  command = plan

  variables {
    finding_publishing_frequency = "SIX_HOURS"
  }

  assert {
    condition     = aws_guardduty_detector.account[0].finding_publishing_frequency == "SIX_HOURS"
    error_message = "GuardDuty tells each ${aws_guardduty_detector.account[0].finding_publishing_frequency}."
  }
}

run "tags_are_on_everything" {
  command = plan

  variables {
    tags = { team = "web" }
  }

  assert {
    condition     = aws_cloudtrail.account["account"].tags.team == "web" && aws_s3_bucket.trail["account"].tags.team == "web" && aws_kms_key.trail[0].tags.team == "web" && aws_guardduty_detector.account[0].tags.team == "web"
    error_message = "Something has no tag."
  }
}
