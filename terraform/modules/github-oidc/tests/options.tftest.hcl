# What each option changes.
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
}

run "the_provider_is_made_once_for_the_audience_of_aws" {
  command = plan

  variables {
    create_provider = true
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com" && join(" ", aws_iam_openid_connect_provider.github[0].client_id_list) == "sts.amazonaws.com"
    error_message = "The provider is ${aws_iam_openid_connect_provider.github[0].url} for ${jsonencode(aws_iam_openid_connect_provider.github[0].client_id_list)}."
  }
}

run "a_provider_that_is_named_is_the_one_that_is_trusted" {
  command = plan

  variables {
    provider_arn = "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com"
    roles        = { plan = { state_bucket_arn = "arn:aws:s3:::acme-web-state", environments = ["production"] } }
  }

  assert {
    condition     = jsondecode(aws_iam_role.duty["plan"].assume_role_policy).Statement[0].Principal.Federated == "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com"
    error_message = "The trust policy is ${aws_iam_role.duty["plan"].assume_role_policy}."
  }
}

run "the_immutable_form_alone_is_trusted_where_it_is_asked_for" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002", subject = "immutable" }
    roles  = { plan = { state_bucket_arn = "arn:aws:s3:::acme-web-state", environments = ["production"] } }
  }

  assert {
    condition     = jsonencode(local.subjects.plan) == jsonencode(["repo:acme@1001/web@2002:environment:production"])
    error_message = "The subjects are ${jsonencode(local.subjects.plan)}."
  }
}

run "the_old_form_alone_needs_no_numbers" {
  command = plan

  variables {
    github = { owner = "acme", repository = "web", subject = "old" }
    roles  = { plan = { state_bucket_arn = "arn:aws:s3:::acme-web-state", environments = ["production"] } }
  }

  assert {
    condition     = jsonencode(local.subjects.plan) == jsonencode(["repo:acme/web:environment:production"])
    error_message = "The subjects are ${jsonencode(local.subjects.plan)}."
  }
}

run "a_plan_is_for_pull_requests_refs_and_environments" {
  command = plan

  variables {
    github = { owner = "acme", repository = "web", subject = "old" }
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["staging", "production"]
        pull_requests    = true
        refs             = ["refs/heads/main", "refs/tags/v1"]
      }
    }
  }

  assert {
    condition = jsonencode(local.subjects.plan) == jsonencode([
      "repo:acme/web:environment:staging",
      "repo:acme/web:environment:production",
      "repo:acme/web:pull_request",
      "repo:acme/web:ref:refs/heads/main",
      "repo:acme/web:ref:refs/tags/v1",
    ])
    error_message = "The subjects are ${jsonencode(local.subjects.plan)}."
  }
}

run "one_of_the_workflows_that_are_named_has_to_run_the_job_besides" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn  = "arn:aws:s3:::acme-web-state"
        environments      = ["production"]
        job_workflow_refs = ["acme/infrastructure/.github/workflows/plan.yml@refs/heads/main", "acme/infrastructure/.github/workflows/destroy.yml@refs/heads/main"]
      }
    }
  }

  assert {
    condition     = jsonencode(jsondecode(aws_iam_role.duty["plan"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:job_workflow_ref"]) == jsonencode(["acme/infrastructure/.github/workflows/plan.yml@refs/heads/main", "acme/infrastructure/.github/workflows/destroy.yml@refs/heads/main"])
    error_message = "The trust policy is ${aws_iam_role.duty["plan"].assume_role_policy}."
  }

  assert {
    condition     = length(jsondecode(aws_iam_role.duty["plan"].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]) == 2
    error_message = "The subject is no longer looked at: ${aws_iam_role.duty["plan"].assume_role_policy}."
  }

  assert {
    condition     = jsonencode(output.trust) == jsonencode({ for duty, role in aws_iam_role.duty : duty => jsondecode(role.assume_role_policy).Statement[0].Condition })
    error_message = "What is told of the trust is ${jsonencode(output.trust)}."
  }
}

run "roles_have_the_boundary_that_is_named" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::111122223333:policy/slipway/slipway-boundary"
    roles                    = { plan = { state_bucket_arn = "arn:aws:s3:::acme-web-state", environments = ["production"] } }
  }

  assert {
    condition     = aws_iam_role.duty["plan"].permissions_boundary == "arn:aws:iam::111122223333:policy/slipway/slipway-boundary"
    error_message = "The boundary is ${jsonencode(aws_iam_role.duty["plan"].permissions_boundary)}."
  }
}

run "a_boundary_that_is_made_has_the_base_name" {
  command = plan

  variables {
    create_boundary = true
  }

  assert {
    condition     = aws_iam_policy.boundary[0].name == "web-production-boundary" && aws_iam_policy.boundary[0].path == "/slipway/"
    error_message = "The boundary is ${aws_iam_policy.boundary[0].path}${aws_iam_policy.boundary[0].name}."
  }
}

run "tags_are_on_everything" {
  command = plan

  variables {
    create_provider = true
    create_boundary = true
    tags            = { team = "web" }
    roles           = { apply = { state_bucket_arn = "arn:aws:s3:::acme-web-state", environments = ["production"] } }
  }

  assert {
    condition = alltrue([
      for tags in concat(
        aws_iam_openid_connect_provider.github[*].tags,
        aws_iam_policy.boundary[*].tags,
        [for role in aws_iam_role.duty : role.tags],
        [for policy in aws_iam_policy.group : policy.tags],
      ) : jsonencode(tags) == jsonencode({ team = "web" })
    ])
    error_message = "Something has no tag."
  }
}
