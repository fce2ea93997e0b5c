# A cluster costs nothing by itself: it is the name under which services run, what is measured of them, and the capacity
# that they may ask for.

resource "aws_ecs_cluster" "this" {
  #checkov:skip=CKV_AWS_224:AWS encrypts sessions and their log; a key of one's own is what kms_key_arn is for
  name = var.name
  tags = var.tags

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }

  configuration {
    execute_command_configuration {
      kms_key_id = var.kms_key_arn
      # DEFAULT would write sessions into the log of the task, where its retention and its readers are others.
      logging = var.exec_logging.enabled ? "OVERRIDE" : "NONE"

      dynamic "log_configuration" {
        for_each = aws_cloudwatch_log_group.exec

        content {
          cloud_watch_log_group_name     = log_configuration.value.name
          cloud_watch_encryption_enabled = var.kms_key_arn != null
        }
      }
    }
  }
}

# Both providers are there from the start, so that a service can move to Spot without a change of its cluster.
resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  dynamic "default_capacity_provider_strategy" {
    for_each = local.strategy

    content {
      capacity_provider = default_capacity_provider_strategy.key
      base              = default_capacity_provider_strategy.value.base
      weight            = default_capacity_provider_strategy.value.weight
    }
  }
}

locals {
  # ECS takes a base for one provider only, and no provider that would never be chosen.
  strategy = { for provider, share in {
    FARGATE      = { base = var.capacity.on_demand_base, weight = var.capacity.on_demand_weight }
    FARGATE_SPOT = { base = 0, weight = var.capacity.spot_weight }
  } : provider => share if share.base + share.weight > 0 }
}

resource "aws_cloudwatch_log_group" "exec" {
  #checkov:skip=CKV_AWS_158:CloudWatch encrypts every log group; a key of one's own is what kms_key_arn is for
  #checkov:skip=CKV_AWS_338:how long sessions are kept is the owner's choice, and 30 days are long enough to look into one
  count = var.exec_logging.enabled ? 1 : 0

  name              = "/slipway/${var.name}/exec"
  retention_in_days = var.exec_logging.retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}
