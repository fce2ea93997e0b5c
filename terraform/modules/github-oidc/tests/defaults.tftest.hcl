# What a role is by default, and who may assume it.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "web-production"

  github = {
    owner         = "acme"
    owner_id      = "1001"
    repository    = "web"
    repository_id = "2002"
  }

  roles = {
    build = {
      repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
      environments    = ["production"]
    }
    plan = {
      state_bucket_arn = "arn:aws:s3:::acme-web-state"
      environments     = ["production"]
    }
  }
}

run "a_role_is_made_for_each_duty_that_is_named_and_for_no_other" {
  command = plan

  assert {
    condition     = join(" ", keys(aws_iam_role.duty)) == "build plan"
    error_message = "The roles are for ${join(" ", keys(aws_iam_role.duty))}."
  }

  assert {
    condition     = output.scan_role_arn == null && output.deploy_role_arn == null && output.apply_role_arn == null
    error_message = "There is an ARN of a role that was not asked for."
  }

  assert {
    condition     = alltrue([for duty, role in aws_iam_role.duty : role.name == "web-production-${duty}" && role.path == "/slipway/" && role.permissions_boundary == null])
    error_message = "The roles are ${jsonencode({ for duty, role in aws_iam_role.duty : duty => "${role.path}${role.name}" })}."
  }
}

run "the_provider_is_the_one_that_the_account_has" {
  command = plan

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && output.provider_arn == "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    error_message = "The provider is ${output.provider_arn}."
  }
}

run "no_boundary_is_made_unasked" {
  command = plan

  assert {
    condition     = length(aws_iam_policy.boundary) == 0 && output.boundary_arn == null
    error_message = "There is a boundary."
  }
}

run "both_forms_of_the_subject_are_trusted_letter_by_letter" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.duty["build"].assume_role_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Sid       = "GitHubJobs"
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = ["sts.amazonaws.com"]
            "token.actions.githubusercontent.com:sub" = [
              "repo:acme@1001/web@2002:environment:production",
              "repo:acme/web:environment:production",
            ]
          }
        }
      }]
    }
    error_message = "The trust policy is ${aws_iam_role.duty["build"].assume_role_policy}."
  }
}
