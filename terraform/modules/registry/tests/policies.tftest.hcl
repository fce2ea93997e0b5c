# Which images expire, and who else may pull, as data.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "team/web"
}

run "what_was_deployed_is_claimed_first_and_what_may_serve_without_its_tag_expires_by_no_age" {
  command = plan

  assert {
    condition = jsonencode([for rule in jsondecode(aws_ecr_lifecycle_policy.images.policy).rules : [rule.rulePriority, rule.selection]]) == jsonencode([
      [1, { tagStatus = "tagged", tagPrefixList = ["deployed-"], countType = "imageCountMoreThan", countNumber = 100 }],
      [2, { tagStatus = "tagged", tagPrefixList = ["pr-"], countType = "sinceImagePushed", countUnit = "days", countNumber = 31 }],
      [3, { tagStatus = "tagged", tagPrefixList = ["cache-"], countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }],
      [4, { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }],
      [5, { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 1000 }],
    ])
    error_message = "The rules are ${aws_ecr_lifecycle_policy.images.policy}."
  }

  assert {
    condition     = alltrue([for rule in jsondecode(aws_ecr_lifecycle_policy.images.policy).rules : rule.action.type == "expire" && length(rule.description) > 0])
    error_message = "A rule does something else, or does not say what."
  }
}

run "numbers_and_prefix_of_the_rules_are_those_that_are_given" {
  command = plan

  variables {
    keep_images       = 20
    pull_request_days = 5
    keep_deployed     = 10
    untagged_days     = 2
    cache_days        = 3
    cache_prefix      = "buildcache"
  }

  assert {
    condition     = join(" ", [for rule in jsondecode(aws_ecr_lifecycle_policy.images.policy).rules : "${try(rule.selection.tagPrefixList[0], rule.selection.tagStatus)}:${rule.selection.countNumber}"]) == "deployed-:10 pr-:5 buildcache:3 untagged:2 any:20"
    error_message = "The rules are ${aws_ecr_lifecycle_policy.images.policy}."
  }
}

run "caches_expire_by_age_alone" {
  command = plan

  variables {
    cache_repository = true
  }

  assert {
    condition = jsonencode([for rule in jsondecode(aws_ecr_lifecycle_policy.cache["cache"].policy).rules : [rule.rulePriority, rule.selection]]) == jsonencode([
      [1, { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 1 }],
      [2, { tagStatus = "any", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }],
    ])
    error_message = "The rules are ${aws_ecr_lifecycle_policy.cache["cache"].policy}."
  }
}

run "other_accounts_may_pull_and_nothing_else" {
  command = plan

  variables {
    pull_account_ids = ["444455556666", "777788889999"]
  }

  assert {
    condition = aws_ecr_repository_policy.images[0].policy == jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "PullFromOtherAccounts"
        Effect    = "Allow"
        Principal = { AWS = ["arn:aws:iam::444455556666:root", "arn:aws:iam::777788889999:root"] }
        Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      }]
    })
    error_message = "The policy is ${aws_ecr_repository_policy.images[0].policy}."
  }
}
