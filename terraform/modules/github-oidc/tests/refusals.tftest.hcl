# Each value that is refused. The sentences stand beside the validations; here it counts that nothing is planned.
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

run "a_base_name_with_capitals_is_refused" {
  command = plan

  variables {
    name = "Web"
  }

  expect_failures = [var.name]
}

run "a_base_name_with_two_hyphens_is_refused" {
  command = plan

  variables {
    name = "web--production"
  }

  expect_failures = [var.name]
}

run "a_provider_of_somebody_else_is_refused" {
  command = plan

  variables {
    provider_arn = "arn:aws:iam::111122223333:oidc-provider/example.com"
  }

  expect_failures = [var.provider_arn]
}

run "a_provider_that_is_named_and_made_is_refused" {
  command = plan

  variables {
    create_provider = true
    provider_arn    = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
  }

  expect_failures = [var.provider_arn]
}

run "an_owner_that_stands_for_others_is_refused" {
  command = plan

  variables {
    github = { owner = "ac*", owner_id = "1001", repository = "web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "a_repository_that_stands_for_others_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "*", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "a_repository_with_its_owner_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "acme/web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "an_owner_without_a_number_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", repository = "web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "an_owner_whose_number_is_a_name_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "acme", repository = "web", repository_id = "2002" }
  }

  expect_failures = [var.github]
}

run "a_repository_without_a_number_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "web" }
  }

  expect_failures = [var.github]
}

run "a_repository_whose_number_is_a_name_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "web" }
  }

  expect_failures = [var.github]
}

run "a_form_of_subject_that_there_is_not_is_refused" {
  command = plan

  variables {
    github = { owner = "acme", owner_id = "1001", repository = "web", repository_id = "2002", subject = "any" }
  }

  expect_failures = [var.github]
}

run "an_environment_with_a_colon_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments    = ["production:ref:refs/heads/main"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_environment_with_a_star_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments    = ["*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_environment_with_a_question_mark_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["productio?"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_environment_with_a_policy_variable_is_refused" {
  command = plan

  variables {
    roles = {
      scan = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments    = ["$${aws:username}"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_environment_with_space_around_it_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = [" production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_environment_without_a_name_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = [""]
        names            = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_role_for_nobody_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = []
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_ref_with_a_star_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        refs             = ["refs/heads/*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_ref_that_is_a_branch_alone_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        refs             = ["main"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_workflow_at_any_ref_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
        job_workflow_refs  = ["acme/web/.github/workflows/release.yml@*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_workflow_without_a_ref_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
        job_workflow_refs  = ["acme/web/.github/workflows/release.yml"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_build_role_for_no_repository_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = []
        environments    = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_repository_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = ["production/web"]
        environments    = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "every_repository_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/*"]
        environments    = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_cache_repository_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns       = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments          = ["production"]
        cache_repository_arns = ["production/web-cache"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_repository_to_pull_from_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns      = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments         = ["production"]
        pull_repository_arns = ["staging/web"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_baseline_without_a_cluster_is_refused" {
  command = plan

  variables {
    roles = {
      scan = {
        repository_arns   = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments      = ["production"]
        baseline_services = ["web"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_baseline_of_every_service_is_refused" {
  command = plan

  variables {
    roles = {
      scan = {
        repository_arns   = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments      = ["production"]
        baseline_services = ["production/*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_service_by_its_arn_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "arn:aws:ecs:eu-west-1:111122223333:service/production/web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "every_cluster_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "*"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "every_role_to_pass_on_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/*"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_role_to_pass_on_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "web-execution"
        log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_log_group_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      deploy = {
        cluster_name       = "production"
        service_name       = "web"
        task_family        = "web"
        template_family    = "web-template"
        task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-task"
        execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-execution"
        log_group_arn      = "/slipway/web"
        repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/production/web"]
        environments       = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_state_bucket_by_name_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "acme-web-state"
        environments     = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_state_prefix_with_a_star_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn  = "arn:aws:s3:::acme-web-state"
        environments      = ["production"]
        state_keys_prefix = "*"
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_state_prefix_that_begins_with_a_slash_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn  = "arn:aws:s3:::acme-web-state"
        environments      = ["production"]
        state_keys_prefix = "/production"
      }
    }
  }

  expect_failures = [var.roles]
}

run "another_state_prefix_with_a_star_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn         = "arn:aws:s3:::acme-web-state"
        environments             = ["production"]
        state_keys_prefix        = "production/"
        more_state_keys_prefixes = ["staging/", "*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "another_state_prefix_that_begins_with_a_slash_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn         = "arn:aws:s3:::acme-web-state"
        environments             = ["production"]
        state_keys_prefix        = "production/"
        more_state_keys_prefixes = ["/staging"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_kept_bucket_by_its_arn_is_refused" {
  command = plan

  variables {
    kept_buckets = ["arn:aws:s3:::slipway-audit-111122223333"]
  }

  expect_failures = [var.kept_buckets]
}

run "kept_buckets_by_a_star_are_refused" {
  command = plan

  variables {
    kept_buckets = ["slipway-*"]
  }

  expect_failures = [var.kept_buckets]
}

run "a_key_by_its_alias_is_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        kms_key_arn      = "arn:aws:kms:eu-west-1:111122223333:alias/state"
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_key_of_resources_by_its_alias_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        kms_key_arns     = ["alias/state"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "names_that_stand_for_others_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        names            = ["*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "environments_that_nothing_can_be_named_after_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["Production EU"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "every_repository_to_change_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        repositories     = ["*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_key_of_a_tag_with_a_policy_variable_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        tag_key          = "$${aws:username}"
      }
    }
  }

  expect_failures = [var.roles]
}

run "every_zone_by_a_star_is_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        hosted_zone_ids  = ["*"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "an_apply_role_without_a_boundary_for_what_it_makes_is_refused" {
  command = plan

  variables {
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
      }
    }
  }

  expect_failures = [var.roles]
}

run "a_boundary_by_name_is_refused" {
  command = plan

  variables {
    permissions_boundary_arn = "slipway-boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "a_boundary_with_iam_in_it_is_refused" {
  command = plan

  variables {
    boundary_services = ["s3", "iam"]
  }

  expect_failures = [var.boundary_services]
}

run "a_boundary_with_every_service_is_refused" {
  command = plan

  variables {
    boundary_services = ["*"]
  }

  expect_failures = [var.boundary_services]
}

run "a_boundary_from_which_any_role_can_be_reached_is_refused" {
  command = plan

  variables {
    boundary_assume_role_arns = ["arn:aws:iam::111122223333:role/*"]
  }

  expect_failures = [var.boundary_assume_role_arns]
}

run "more_environments_than_a_trust_policy_holds_are_refused" {
  command = plan

  variables {
    roles = {
      plan = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = [for number in range(30) : "environment-${number}"]
      }
    }
  }

  expect_failures = [aws_iam_role.duty["plan"]]
}

run "more_repositories_than_the_policies_of_a_role_hold_are_refused" {
  command = plan

  variables {
    roles = {
      build = {
        repository_arns = [for number in range(200) : "arn:aws:ecr:eu-west-1:111122223333:repository/team/service-${number}"]
        environments    = ["production"]
      }
    }
  }

  expect_failures = [aws_iam_role_policy.duty["build"]]
}

run "more_names_than_a_policy_holds_are_refused" {
  command = plan

  variables {
    create_boundary = true
    roles = {
      apply = {
        state_bucket_arn = "arn:aws:s3:::acme-web-state"
        environments     = ["production"]
        names            = [for number in range(8) : "environment-${number}"]
      }
    }
  }

  expect_failures = [aws_iam_policy.group["balancing"], aws_iam_policy.group["observing"], aws_iam_policy.group["containers"]]
}

run "a_key_that_is_kept_by_its_alias_is_refused" {
  command = plan

  variables {
    kept_key_arns = ["arn:aws:kms:eu-west-1:111122223333:alias/slipway-audit"]
  }

  expect_failures = [var.kept_key_arns]
}
