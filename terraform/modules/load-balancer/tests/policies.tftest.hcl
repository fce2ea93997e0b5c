# Who may do what with the log bucket, as data.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "shop"
  vpc_id      = "vpc-0123456789abcdef0"
  subnet_ids  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  certificate = { domain = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
}

run "elb_writes_the_logs_of_this_account_and_nobody_comes_without_tls" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : statement.Sid => statement } == {
      DeliverAccessLogs = {
        Sid       = "DeliverAccessLogs"
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::shop-lb-logs-111122223333-eu-west-1/AWSLogs/111122223333/*"
      }
      RefuseWithoutTls = {
        Sid       = "RefuseWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource = [
          "arn:aws:s3:::shop-lb-logs-111122223333-eu-west-1",
          "arn:aws:s3:::shop-lb-logs-111122223333-eu-west-1/*",
        ]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    }
    error_message = "ELB must be allowed to write the account's logs, everybody without TLS refused, and nothing else said."
  }
}

run "an_emulator_need_not_tell_what_came_by_tls" {
  command = plan

  variables {
    tls_only = false
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[*].Sid == ["DeliverAccessLogs"]
    error_message = "Only the statement of TLS may be missing."
  }
}

run "arns_are_of_the_partition" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-us-gov" }
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Resource == "arn:aws-us-gov:s3:::shop-lb-logs-111122223333-eu-west-1/AWSLogs/111122223333/*"
    error_message = "The bucket's ARN must be of the partition."
  }
}
