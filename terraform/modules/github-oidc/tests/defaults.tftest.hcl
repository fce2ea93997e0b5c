mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
}

variables {
  name            = "web"
  create_boundary = true
  github = {
    owner         = "acme"
    owner_id      = "1001"
    repository    = "web"
    repository_id = "2002"
  }
  roles = {
    build = {
      repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments    = ["production"]
    }
    scan = {
      repository_arns   = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments      = ["production"]
      baseline_services = ["production/web"]
    }
    deploy = {
      cluster_name       = "production"
      service_name       = "web"
      task_family        = "web"
      template_family    = "web-template"
      task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
      execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
      log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
      repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments       = ["production"]
    }
    plan = {
      state_bucket_arn = "arn:aws:s3:::acme-state"
      environments     = ["production"]
    }
    apply = {
      state_bucket_arn = "arn:aws:s3:::acme-state"
      environments     = ["production"]
    }
  }
}

run "each_duty_has_a_role" {
  command = plan

  assert {
    condition     = keys(aws_iam_role.duty) == ["apply", "build", "deploy", "plan", "scan"]
    error_message = "The roles are ${join(", ", keys(aws_iam_role.duty))}."
  }
}

run "sizes" {
  command = plan
  assert {
    condition     = length(local.documents) == 0
    error_message = jsonencode({ for k, d in local.documents : k => length(jsonencode(d)) })
  }
}
