resource "aws_ecr_repository" "web" {
  name                 = "team/web"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true
  image_scanning_configuration { scan_on_push = !var.changed }
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = local.key
  }
}

resource "aws_ecr_lifecycle_policy" "web" {
  repository = aws_ecr_repository.web.name
  policy = jsonencode({ rules = [
    {
      rulePriority = 1
      description  = "What was deployed stays."
      selection    = { tagStatus = "tagged", tagPatternList = ["deployed-*"], countType = "imageCountMoreThan", countNumber = 100 }
      action       = { type = "expire" }
    },
    {
      rulePriority = 2
      description  = "Untagged images go after ${var.changed ? 9 : 7} days."
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = var.changed ? 9 : 7 }
      action       = { type = "expire" }
    },
    {
      rulePriority = 3
      description  = "The rest is capped."
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 200 }
      action       = { type = "expire" }
    },
  ] })
}

resource "aws_ecr_repository_policy" "web" {
  repository = aws_ecr_repository.web.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::222222222222:root" }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = var.changed ? "team/web*" : "team/*"
      filter_type = "WILDCARD"
    }
  }
}

data "aws_ecr_repository" "web" {
  name = aws_ecr_repository.web.name
}
