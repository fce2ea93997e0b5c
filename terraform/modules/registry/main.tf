locals {
  caches = var.cache_repository ? { cache = "${var.name}-cache" } : {}
}

resource "aws_ecr_repository" "images" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = !var.deletion_protection
  tags                 = var.tags

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name
  policy     = jsonencode({ rules = local.image_rules })
}

resource "aws_ecr_repository_policy" "images" {
  count = length(var.pull_account_ids) > 0 ? 1 : 0

  repository = aws_ecr_repository.images.name
  policy     = jsonencode({ Version = "2012-10-17", Statement = local.image_statements })
}

# A cache is written over by each build, and nothing runs it: the one place for tags that move.
resource "aws_ecr_repository" "cache" {
  #checkov:skip=CKV_AWS_51:A build cache is written over by each build; nothing is deployed from here
  #checkov:skip=CKV_AWS_163:A build cache is no image, ECR can't scan it
  for_each = local.caches

  name                 = each.value
  image_tag_mutability = "MUTABLE"
  force_delete         = true
  tags                 = var.tags

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "cache" {
  for_each = local.caches

  repository = aws_ecr_repository.cache[each.key].name
  policy     = jsonencode({ rules = local.cache_rules })
}
