# A repository as it is when nothing but its name is given.
mock_provider "aws" {
  source = "./tests"
}

variables {
  name = "team/web"
}

run "tags_can_not_be_moved_and_every_push_is_scanned" {
  command = plan

  assert {
    condition     = aws_ecr_repository.images.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.images.image_scanning_configuration[0].scan_on_push
    error_message = "The tags are ${aws_ecr_repository.images.image_tag_mutability}."
  }
}

run "images_are_encrypted_by_kms" {
  command = plan

  assert {
    condition     = aws_ecr_repository.images.encryption_configuration[0].encryption_type == "KMS"
    error_message = "The encryption is ${aws_ecr_repository.images.encryption_configuration[0].encryption_type}."
  }
}

run "a_destroy_leaves_images_alone" {
  command = plan

  assert {
    condition     = !aws_ecr_repository.images.force_delete
    error_message = "A repository that holds images would be deleted."
  }
}

run "nothing_goes_beyond_this_repository" {
  command = plan

  assert {
    condition     = length(aws_ecr_repository.cache) + length(aws_ecr_repository_policy.images) + length(aws_ecr_replication_configuration.copies) + length(aws_ecr_pull_through_cache_rule.upstream) == 0
    error_message = "There is a cache, a policy, a copy or another registry."
  }

  assert {
    condition     = output.cache_repository_name == null && output.cache_repository_arn == null
    error_message = "A cache is told of that there is not."
  }
}
