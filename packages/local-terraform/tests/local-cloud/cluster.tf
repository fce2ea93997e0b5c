resource "aws_cloudwatch_log_group" "exec" {
  name              = "/harbour/exec"
  retention_in_days = 30
  kms_key_id        = local.key
}

# Taken over, and changed by that. Its capacity providers are there too: the provider would wait ten seconds for them twice.
import {
  to = aws_ecs_cluster.main
  id = "harbour"
}

resource "aws_ecs_cluster" "main" {
  name = "harbour"
  setting {
    name  = "containerInsights"
    value = "enhanced"
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
