resource "aws_cloudwatch_log_group" "exec" {
  name              = "/harbour/exec"
  retention_in_days = 30
  kms_key_id        = local.key
}

resource "aws_ecs_cluster" "main" {
  name = "harbour"
  setting {
    name  = "containerInsights"
    value = var.changed ? "enabled" : "enhanced"
  }
  configuration {
    execute_command_configuration {
      kms_key_id = local.key
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }
    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = local.key
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = var.changed ? 3 : 1
  }
}
