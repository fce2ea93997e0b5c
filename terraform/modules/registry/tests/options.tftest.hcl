# What each option changes.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "team/web"
}

run "a_repository_without_protection_goes_with_its_images" {
  command = plan

  variables {
    deletion_protection = false
  }

  assert {
    condition     = aws_ecr_repository.images.force_delete
    error_message = "A destroy would fail."
  }
}

run "builds_get_a_repository_whose_tags_move" {
  command = plan

  variables {
    cache_repository = true
  }

  assert {
    condition     = aws_ecr_repository.cache["cache"].name == "team/web-cache" && aws_ecr_repository.cache["cache"].image_tag_mutability == "MUTABLE" && aws_ecr_repository.cache["cache"].force_delete
    error_message = "The cache is ${aws_ecr_repository.cache["cache"].name}, ${aws_ecr_repository.cache["cache"].image_tag_mutability}."
  }

  assert {
    condition     = aws_ecr_repository.images.image_tag_mutability == "IMMUTABLE" && output.cache_repository_name == "team/web-cache"
    error_message = "The repository of the images is ${aws_ecr_repository.images.image_tag_mutability}, the cache ${output.cache_repository_name}."
  }
}

run "a_key_of_ones_own_encrypts_both" {
  command = plan

  variables {
    cache_repository = true
    kms_key_arn      = "arn:aws:kms:eu-west-1:111122223333:key/1"
  }

  assert {
    condition = alltrue([
      for repository in [aws_ecr_repository.images, aws_ecr_repository.cache["cache"]] :
      repository.encryption_configuration[0].encryption_type == "KMS" && repository.encryption_configuration[0].kms_key == "arn:aws:kms:eu-west-1:111122223333:key/1"
    ])
    error_message = "The keys are ${jsonencode([aws_ecr_repository.images.encryption_configuration, aws_ecr_repository.cache["cache"].encryption_configuration])}."
  }
}

run "images_are_copied_to_other_regions_and_accounts" {
  command = plan

  variables {
    replication = [{ region = "eu-central-1" }, { region = "eu-central-1", account_id = "444455556666" }]
  }

  assert {
    condition     = jsonencode([for to in aws_ecr_replication_configuration.copies[0].replication_configuration[0].rule[0].destination : "${to.region} ${to.registry_id}"]) == jsonencode(["eu-central-1 111122223333", "eu-central-1 444455556666"])
    error_message = "They are copied to ${jsonencode(aws_ecr_replication_configuration.copies[0].replication_configuration[0].rule[0].destination)}."
  }

  assert {
    condition     = aws_ecr_replication_configuration.copies[0].replication_configuration[0].rule[0].repository_filter[0].filter == "team/web"
    error_message = "Other repositories are copied as well."
  }
}

run "images_of_other_registries_are_fetched_on_the_first_pull" {
  command = plan

  variables {
    pull_through = {
      public     = { upstream = "public.ecr.aws" }
      docker-hub = { upstream = "registry-1.docker.io", credential_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf" }
    }
  }

  assert {
    condition = jsonencode({ for prefix, rule in aws_ecr_pull_through_cache_rule.upstream : prefix => [rule.ecr_repository_prefix, rule.upstream_registry_url, rule.credential_arn] }) == jsonencode({
      docker-hub = ["docker-hub", "registry-1.docker.io", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-AbCdEf"]
      public     = ["public", "public.ecr.aws", null]
    })
    error_message = "The rules are ${jsonencode({ for prefix, rule in aws_ecr_pull_through_cache_rule.upstream : prefix => rule.upstream_registry_url })}."
  }
}

run "tags_are_on_both_repositories" {
  command = plan

  variables {
    cache_repository = true
    tags             = { team = "web" }
  }

  assert {
    condition     = aws_ecr_repository.images.tags.team == "web" && aws_ecr_repository.cache["cache"].tags.team == "web"
    error_message = "A repository has no tag."
  }
}
