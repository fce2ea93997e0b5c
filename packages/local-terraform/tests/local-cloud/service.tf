resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web"
  retention_in_days = var.changed ? 60 : 30
  kms_key_id        = var.changed ? null : local.key
  log_group_class   = "STANDARD"
  skip_destroy      = false
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web-template"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = "arn:aws:iam::${local.account}:role/slipway/exec"
  task_role_arn            = "arn:aws:iam::${local.account}:role/slipway/task"
  skip_destroy             = true
  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }
  ephemeral_storage { size_in_gib = 30 }
  volume {
    name                = "tmp"
    configure_at_launch = false
  }
  volume {
    name = "files"
    efs_volume_configuration {
      file_system_id     = "fs-00000000000000001"
      transit_encryption = "ENABLED"
      authorization_config {
        access_point_id = "fsap-00000000000000001"
        iam             = "ENABLED"
      }
    }
  }
  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "${aws_ecr_repository.web.repository_url}:${var.image_tag}"
      essential = true
      user      = "1000:1000"

      portMappings           = [{ name = "http", containerPort = 8080, hostPort = 8080, protocol = "tcp", appProtocol = "http" }]
      environment            = [{ name = "PORT", value = "8080" }, { name = "COLOUR", value = "blue" }]
      secrets                = [{ name = "PASSWORD", valueFrom = "arn:aws:ssm:us-east-1:${local.account}:parameter/web/password" }]
      dockerLabels           = { "dev.slipway.template" = "0123456789abcdef" }
      readonlyRootFilesystem = true
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }, { sourceVolume = "files", containerPath = "/files", readOnly = true }]
      linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }
      stopTimeout            = 60
      dependsOn              = [{ containerName = "sidecar", condition = "START" }]
      ulimits                = [{ name = "nofile", softLimit = 65536, hardLimit = 65536 }]
      healthCheck            = { command = ["CMD-SHELL", "true"], interval = 10, timeout = 5, retries = 3, startPeriod = 10 }
      restartPolicy          = { enabled = false }
      versionConsistency     = "enabled"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          "awslogs-group"         = aws_cloudwatch_log_group.web.name
          "awslogs-region"        = "us-east-1"
          "awslogs-stream-prefix" = "web"
          "mode"                  = "non-blocking"
          "max-buffer-size"       = "25m"
        }
      }
    },
    {
      name                   = "sidecar"
      image                  = "public.ecr.aws/x/y@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      essential              = false
      cpu                    = 32
      memory                 = 64
      readonlyRootFilesystem = true
    },
  ])
  tags = { kind = "template" }
}

resource "aws_ecs_service" "web" {
  name                               = "web"
  cluster                            = aws_ecs_cluster.main.id
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = 0
  platform_version                   = "LATEST"
  health_check_grace_period_seconds  = var.changed ? 60 : 30
  enable_execute_command             = !var.changed
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  availability_zone_rebalancing      = var.changed ? "DISABLED" : "ENABLED"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  force_delete                       = true
  wait_for_steady_state              = true
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }
  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 1
  }
  deployment_controller { type = "ECS" }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  alarms {
    enable      = !var.changed
    rollback    = true
    alarm_names = [aws_cloudwatch_metric_alarm.errors.alarm_name, aws_cloudwatch_metric_alarm.latency.alarm_name]
  }
  network_configuration {
    subnets          = local.subnets
    security_groups  = [local.group]
    assign_public_ip = false
  }
  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 8080
  }
  lifecycle { ignore_changes = [task_definition, desired_count] }
  tags       = { service = "web" }
  depends_on = [aws_lb_listener_rule.web]
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 0
  max_capacity       = var.changed ? 8 : 4
}

resource "aws_appautoscaling_policy" "tracking" {
  for_each = {
    cpu      = { metric = "ECSServiceAverageCPUUtilization", target = 60, label = null }
    memory   = { metric = "ECSServiceAverageMemoryUtilization", target = 70, label = null }
    requests = { metric = "ALBRequestCountPerTarget", target = var.changed ? 500 : 1000, label = "${aws_lb.main.arn_suffix}/${aws_lb_target_group.web.arn_suffix}" }
  }
  name               = "web-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = each.value.metric
      resource_label         = each.value.label
    }
  }
}

resource "aws_appautoscaling_policy" "steps" {
  name               = "web-steps"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 60
    metric_aggregation_type = "Maximum"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

data "aws_ecs_service" "web" {
  service_name = aws_ecs_service.web.name
  cluster_arn  = aws_ecs_cluster.main.arn
}

data "aws_ecs_container_definition" "web" {
  task_definition = data.aws_ecs_service.web.task_definition
  container_name  = "web"
}

data "aws_ecs_task_definition" "web" {
  task_definition = aws_ecs_task_definition.web.family
}

output "template" {
  value = data.aws_ecs_container_definition.web.docker_labels["dev.slipway.template"]
}
