# What goes beyond this repository: other accounts that pull, copies elsewhere, and images of other registries.
data "aws_caller_identity" "current" {
  count = length(var.replication) > 0 ? 1 : 0
}

data "aws_partition" "current" {
  count = length(var.pull_account_ids) > 0 ? 1 : 0
}

locals {
  # A policy of a repository needs no resource: it is the repository.
  image_statements = [{
    Sid       = "PullFromOtherAccounts"
    Effect    = "Allow"
    Principal = { AWS = [for id in var.pull_account_ids : "arn:${one(data.aws_partition.current[*].partition)}:iam::${id}:root"] }
    Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
  }]
}

resource "aws_ecr_replication_configuration" "copies" {
  count = length(var.replication) > 0 ? 1 : 0

  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = var.replication
        content {
          region      = destination.value.region
          registry_id = coalesce(destination.value.account_id, one(data.aws_caller_identity.current[*].account_id))
        }
      }

      # ECR knows only prefixes here: a repository whose name begins alike is copied, too.
      repository_filter {
        filter      = aws_ecr_repository.images.name
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

resource "aws_ecr_pull_through_cache_rule" "upstream" {
  for_each = var.pull_through

  ecr_repository_prefix = each.key
  upstream_registry_url = each.value.upstream
  credential_arn        = each.value.credential_arn
}
