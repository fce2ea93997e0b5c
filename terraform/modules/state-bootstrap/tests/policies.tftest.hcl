# What the policies of bucket, log and key say, as data.
mock_provider "aws" {
  source = "./tests"
}

variables {
  bucket      = "acme-web-state"
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
}

run "the_bucket_refuses_the_clear_other_keys_and_its_own_end" {
  command = plan

  assert {
    condition = jsonencode({ for statement in jsondecode(aws_s3_bucket_policy.state[0].policy).Statement : statement.Sid => [statement.Effect, statement.Principal, statement.Action, try(statement.Condition, null)] }) == jsonencode({
      NeverDeleted             = ["Deny", "*", ["s3:DeleteBucket"], null]
      OnlyEncryptedConnections = ["Deny", "*", ["s3:*"], { Bool = { "aws:SecureTransport" = ["false"] } }]
      OnlyKms = ["Deny", "*", ["s3:PutObject"], {
        Null            = { "s3:x-amz-server-side-encryption" = ["false"] }
        StringNotEquals = { "s3:x-amz-server-side-encryption" = ["aws:kms"] }
      }]
      OnlyThisKey = ["Deny", "*", ["s3:PutObject"], {
        Null            = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = ["false"] }
        StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = ["arn:aws:kms:eu-west-1:111122223333:key/1"] }
      }]
    })
    error_message = "The policy is ${aws_s3_bucket_policy.state[0].policy}."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.state[0].policy).Statement : alltrue([for resource in statement.Resource : startswith(resource, "arn:aws:s3:::acme-web-state")])])
    error_message = "It is about something else as well: ${aws_s3_bucket_policy.state[0].policy}."
  }
}

run "each_refusal_says_why" {
  command = plan

  variables {
    only_principal_arns = ["arn:aws:iam::111122223333:role/slipway/slipway-apply"]
  }

  assert {
    condition     = length(local.denials) == 5 && alltrue([for denial in local.denials : can(regex("^[A-Z].+\\.$", denial.why))])
    error_message = "Of these one does not: ${jsonencode(local.denials[*].sid)}."
  }
}

run "principals_that_are_named_are_the_only_ones_beside_root" {
  command = plan

  variables {
    only_principal_arns = ["arn:aws:iam::111122223333:role/slipway/slipway-apply"]
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.state[0].policy).Statement : [statement.Effect, statement.Action, statement.Resource, statement.Condition] if statement.Sid == "OnlyThesePrincipals"]) == jsonencode([[
      "Deny",
      ["s3:*"],
      ["arn:aws:s3:::acme-web-state", "arn:aws:s3:::acme-web-state/*"],
      { ArnNotLike = { "aws:PrincipalArn" = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/slipway/slipway-apply"] } },
    ]])
    error_message = "The policy is ${aws_s3_bucket_policy.state[0].policy}."
  }
}

run "what_emulators_take_for_a_refusal_of_everything_can_be_left_out" {
  command = plan

  variables {
    tls_only            = false
    kms_only            = false
    deletion_protection = false
  }

  assert {
    condition     = length(aws_s3_bucket_policy.state) == 0 && !strcontains(aws_s3_bucket_policy.logs[0].policy, "Deny")
    error_message = "Something is still denied."
  }
}

run "the_key_of_s3_is_not_held_against_a_key_of_kms" {
  command = plan

  variables {
    kms         = "AES256"
    kms_key_arn = null
  }

  assert {
    condition     = jsonencode(sort(local.denials[*].sid)) == jsonencode(["NeverDeleted", "OnlyEncryptedConnections"])
    error_message = "The refusals are ${jsonencode(local.denials[*].sid)}."
  }
}

run "the_log_takes_lines_of_this_bucket_alone" {
  command = plan

  assert {
    condition = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : statement if statement.Effect == "Allow"]) == jsonencode([{
      Sid       = "LogDelivery"
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = ["s3:PutObject"]
      Resource  = "arn:aws:s3:::acme-web-state-logs/*"
      Condition = {
        ArnEquals    = { "aws:SourceArn" = ["arn:aws:s3:::acme-web-state"] }
        StringEquals = { "aws:SourceAccount" = ["111122223333"] }
      }
    }])
    error_message = "The policy is ${aws_s3_bucket_policy.logs[0].policy}."
  }

  assert {
    condition     = contains([for statement in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : statement.Sid], "OnlyEncryptedConnections")
    error_message = "The log can be read in the clear."
  }
}

run "the_key_is_for_whom_the_account_says" {
  command = plan

  variables {
    kms_key_arn = null
  }

  assert {
    condition     = aws_kms_key.state[0].policy == jsonencode(local.key_policy) && local.key_policy.Statement[0].Principal.AWS == "arn:aws:iam::111122223333:root" && length(local.key_policy.Statement) == 1
    error_message = "The policy is ${aws_kms_key.state[0].policy}."
  }
}
