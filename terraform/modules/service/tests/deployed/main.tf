# A service as a deployment leaves it: as the module makes it, but with another revision and two tasks. Its state becomes
# that of the module under test, which ignores both, and so sees them as it would in AWS.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

resource "aws_ecs_service" "this" {
  name            = "web"
  cluster         = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
  task_definition = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41"
  desired_count   = 2

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  availability_zone_rebalancing      = "ENABLED"
  health_check_grace_period_seconds  = 60
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = false
  tags                               = {}

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  alarms {
    alarm_names = ["web-none"]
    enable      = false
    rollback    = false
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }

  network_configuration {
    subnets          = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    security_groups  = ["sg-0aaaaaaaaaaaaaaaa"]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/6d0ecf831eec9f09"
    container_name   = "web"
    container_port   = 8080
  }
}
