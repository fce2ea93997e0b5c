# What the policies of bucket and key say, as data.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "acme"
}

run "this_trail_alone_writes_into_the_bucket" {
  command = plan

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_s3_bucket_policy.trail["account"].policy).Statement : statement.Sid => [statement.Principal, statement.Action, statement.Resource, statement.Condition] if statement.Effect == "Allow" }) == jsonencode({
      TrailLooksAtTheBucket = [
        { Service = "cloudtrail.amazonaws.com" },
        ["s3:GetBucketAcl"],
        ["arn:aws:s3:::acme-audit-111122223333"],
        { StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme"] } },
      ]
      TrailWrites = [
        { Service = "cloudtrail.amazonaws.com" },
        ["s3:PutObject"],
        ["arn:aws:s3:::acme-audit-111122223333/AWSLogs/111122223333/*"],
        { StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme"] } },
      ]
    })
    error_message = "The policy is ${aws_s3_bucket_policy.trail["account"].policy}."
  }
}

run "nobody_takes_back_what_was_recorded" {
  command = plan

  assert {
    condition = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.trail["account"].policy).Statement : [statement.Effect, statement.Principal, statement.Action, statement.Resource] if statement.Sid == "NothingIsTakenBack"]) == jsonencode([[
      "Deny", "*", ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"], ["arn:aws:s3:::acme-audit-111122223333", "arn:aws:s3:::acme-audit-111122223333/*"],
    ]])
    error_message = "The policy is ${aws_s3_bucket_policy.trail["account"].policy}."
  }
}

run "the_bucket_refuses_the_clear" {
  command = plan

  assert {
    condition     = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.trail["account"].policy).Statement : [statement.Effect, statement.Condition] if statement.Sid == "OnlyEncryptedConnections"]) == jsonencode([["Deny", { Bool = { "aws:SecureTransport" = ["false"] } }]])
    error_message = "The policy is ${aws_s3_bucket_policy.trail["account"].policy}."
  }
}

run "an_emulator_is_spared_that" {
  command = plan

  variables {
    tls_only = false
  }

  assert {
    condition     = !strcontains(aws_s3_bucket_policy.trail["account"].policy, "SecureTransport")
    error_message = "The policy is ${aws_s3_bucket_policy.trail["account"].policy}."
  }
}

run "this_trail_alone_encrypts_by_the_key" {
  command = plan

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_kms_key.trail[0].policy).Statement : statement.Sid => [statement.Action, try(statement.Condition, null)] }) == jsonencode({
      PoliciesOfTheAccount = [["kms:*"], null]
      TrailEncrypts = [["kms:GenerateDataKey*"], {
        StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme"] }
        StringLike   = { "kms:EncryptionContext:aws:cloudtrail:arn" = ["arn:aws:cloudtrail:*:111122223333:trail/*"] }
      }]
      TrailLooksAtTheKey = [["kms:DescribeKey"], { StringEquals = { "aws:SourceArn" = ["arn:aws:cloudtrail:eu-west-1:111122223333:trail/acme"] } }]
    })
    error_message = "The policy is ${aws_kms_key.trail[0].policy}."
  }
}
