# Each option, and what it changes.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name           = "web"
  environment    = "production"
  cluster_name   = "harbour"
  cluster_arn    = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
  vpc_id         = "vpc-0123456789abcdef0"
  subnet_ids     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web"
  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
    security_group_id = "sg-0123456789abcdef0"
    hosts             = ["www.example.com"]
  }
}

run "a_task_has_the_size_and_the_processor_that_it_asks_for" {
  command = plan

  variables {
    cpu               = 16384
    memory            = 40960
    architecture      = "ARM64"
    ephemeral_storage = 50
  }

  assert {
    condition     = aws_ecs_task_definition.template.cpu == "16384" && aws_ecs_task_definition.template.memory == "40960"
    error_message = "Size."
  }

  assert {
    condition     = aws_ecs_task_definition.template.runtime_platform[0].cpu_architecture == "ARM64" && aws_ecs_task_definition.template.ephemeral_storage[0].size_in_gib == 50
    error_message = "Processor and disk."
  }
}

run "the_container_overrules_its_image" {
  command = plan

  variables {
    container = {
      name              = "api"
      port              = 3000
      more_ports        = [9000]
      command           = ["serve"]
      entry_point       = ["node"]
      working_directory = "/srv"
      health_check      = { command = ["CMD", "node", "check.mjs"], interval = 10 }
    }
    user           = "node"
    read_only_root = false
    writable_paths = {}
    stop_timeout   = 60
  }

  assert {
    condition = { for key, value in jsondecode(aws_ecs_task_definition.template.container_definitions)[0] : key => value if contains(["name", "command", "entryPoint", "workingDirectory", "user", "readonlyRootFilesystem", "stopTimeout"], key) } == {
      name = "api", command = ["serve"], entryPoint = ["node"], workingDirectory = "/srv", user = "node", readonlyRootFilesystem = false, stopTimeout = 60
    }
    error_message = "What is given stands in the container."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].healthCheck == { command = ["CMD", "node", "check.mjs"], interval = 10, timeout = 5, retries = 3, startPeriod = 0 }
    error_message = "Its own health check, with ECS's figures for the rest."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].portMappings == [{ containerPort = 3000, hostPort = 3000, protocol = "tcp" }, { containerPort = 9000, hostPort = 9000, protocol = "tcp" }]
    error_message = "Both ports."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].linuxParameters == { initProcessEnabled = true }
    error_message = "No folder in memory."
  }

  assert {
    condition     = sort(keys(aws_vpc_security_group_ingress_rule.traffic)) == tolist(["3000", "9000"]) && one([for each in aws_ecs_service.this.load_balancer : [each.container_name, each.container_port]]) == ["api", 3000]
    error_message = "Requests go to the first port, and the balancer could reach both."
  }

  assert {
    condition     = aws_lb_target_group.this[0].deregistration_delay == "60"
    error_message = "What takes longer to end is drained for longer."
  }
}

run "environment_and_secrets_stand_in_the_order_of_their_names" {
  command = plan

  variables {
    environment_variables = { LOG_LEVEL = "debug", API_TOKEN_HEADER = "x-token" }
    secrets = {
      SESSION_KEY  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/session-AbCdEf:key::"
      DATABASE_URL = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url"
    }
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].environment == [{ name = "API_TOKEN_HEADER", value = "x-token" }, { name = "LOG_LEVEL", value = "debug" }]
    error_message = "A name that sounds like a credential is a name like others."
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].secrets == [
      { name = "DATABASE_URL", valueFrom = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url" },
      { name = "SESSION_KEY", valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/session-AbCdEf:key::" },
    ]
    error_message = "By reference, with the key of the JSON."
  }
}

run "a_sidecar_runs_beside_by_digest" {
  command = plan

  variables {
    sidecars = {
      agent = {
        image                 = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        command               = ["--config", "/etc/agent.yaml"]
        environment_variables = { LEVEL = "info" }
        writable_paths        = { "/run" = 8 }
      }
    }
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.template.container_definitions)[1] == {
      name                   = "agent"
      image                  = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
      essential              = false
      user                   = "1000:1000"
      readonlyRootFilesystem = true
      command                = ["--config", "/etc/agent.yaml"]
      environment            = [{ name = "LEVEL", value = "info" }]
      secrets                = []
      linuxParameters        = { initProcessEnabled = true, tmpfs = [{ containerPath = "/run", size = 8, mountOptions = ["nodev", "nosuid"] }] }
      logConfiguration       = { logDriver = "awslogs", options = { awslogs-group = "/slipway/production/web", awslogs-region = "eu-west-1", awslogs-stream-prefix = "web" } }
    }
    error_message = "With as few rights as the main one."
  }
}

run "root_is_allowed_where_somebody_says_so" {
  command = plan

  variables {
    user       = "root"
    allow_root = true
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].user == "root"
    error_message = "As it was asked for."
  }
}

run "a_worker_has_no_port_and_no_balancer" {
  command = plan

  variables {
    container     = { name = "worker" }
    load_balancer = null
    scaling       = { min = 1, max = 3, memory = 80 }
  }

  assert {
    condition     = length(aws_lb_target_group.this) == 0 && length(aws_lb_listener_rule.this) == 0 && length(aws_vpc_security_group_ingress_rule.traffic) == 0
    error_message = "Nothing can connect to it."
  }

  assert {
    condition     = length(aws_ecs_service.this.load_balancer) == 0 && aws_ecs_service.this.health_check_grace_period_seconds == null
    error_message = "ECS takes a grace period for services behind a balancer only."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].portMappings == []
    error_message = "No port."
  }

  assert {
    condition     = output.target_group_arn == null && output.target_group_arn_suffix == null && output.load_balancer_arn_suffix == null
    error_message = "Outputs say so."
  }
}

run "requests_are_chosen_by_host_and_path_and_sent_to_a_port" {
  command = plan

  variables {
    container = { name = "web", port = 8080, more_ports = [8081, 9000] }
    load_balancer = {
      listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
      security_group_id = "sg-0123456789abcdef0"
      paths             = ["/api/*", "/api"]
      priority          = 7
      port              = 8081
    }
    health_check = { path = "/well", port = 9000, interval = 30, timeout = 10, healthy = 3, unhealthy = 4, matcher = "200-204", grace_period = 5 }
  }

  assert {
    condition     = length(aws_lb_listener_rule.this[0].condition) == 1 && toset(flatten([for each in aws_lb_listener_rule.this[0].condition : each.path_pattern[*].values])) == toset(["/api", "/api/*"]) && aws_lb_listener_rule.this[0].priority == 7
    error_message = "By both paths and no host."
  }

  assert {
    condition     = one(aws_ecs_service.this.load_balancer).container_port == 8081 && sort(keys(aws_vpc_security_group_ingress_rule.traffic)) == tolist(["8080", "8081", "9000"])
    error_message = "Requests go to one port, checks to another, and the one before is still open."
  }

  assert {
    condition = one([for each in aws_lb_target_group.this[0].health_check : {
      path = each.path, port = each.port, interval = each.interval, timeout = each.timeout, healthy = each.healthy_threshold, unhealthy = each.unhealthy_threshold, matcher = each.matcher
    }]) == { path = "/well", port = "9000", interval = 30, timeout = 10, healthy = 3, unhealthy = 4, matcher = "200-204" }
    error_message = "As asked."
  }

  assert {
    condition     = aws_ecs_service.this.health_check_grace_period_seconds == 5
    error_message = "Grace."
  }
}

run "hosts_alone_choose_requests_too" {
  command = plan

  variables {
    load_balancer = {
      listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
      security_group_id = "sg-0123456789abcdef0"
      hosts             = ["www.example.com", "*.example.org"]
      paths             = []
    }
    deregistration_delay = 0
  }

  assert {
    condition     = length(aws_lb_listener_rule.this[0].condition) == 1 && toset(flatten([for each in aws_lb_listener_rule.this[0].condition : each.host_header[*].values])) == toset(["*.example.org", "www.example.com"])
    error_message = "By both hosts and no path."
  }

  assert {
    condition     = aws_lb_target_group.this[0].deregistration_delay == "0"
    error_message = "Nothing is drained, as asked."
  }
}

run "tasks_may_connect_to_a_database" {
  command = plan

  variables {
    egress = {
      https    = { port = 443, prefix_list_id = "pl-0123456789abcdef0" }
      postgres = { port = 5432, security_group_id = "sg-0bbbbbbbbbbbbbbbb" }
      statsd   = { port = 8125, protocol = "udp", cidr = "10.0.0.0/16" }
    }
    assign_public_ip = true
  }

  assert {
    condition = jsonencode({ for name, rule in aws_vpc_security_group_egress_rule.this : name => [rule.ip_protocol, rule.to_port, rule.cidr_ipv4, rule.prefix_list_id, rule.referenced_security_group_id] }) == jsonencode({
      https    = ["tcp", 443, null, "pl-0123456789abcdef0", null]
      postgres = ["tcp", 5432, null, null, "sg-0bbbbbbbbbbbbbbbb"]
      statsd   = ["udp", 8125, "10.0.0.0/16", null, null]
    })
    error_message = "Where it was told, and nowhere else."
  }

  assert {
    condition     = aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "A public address, as asked."
  }
}

run "some_tasks_run_on_spot" {
  command = plan

  variables {
    capacity = { on_demand_base = 2, on_demand_weight = 1, spot_weight = 3 }
  }

  assert {
    condition     = { for each in aws_ecs_service.this.capacity_provider_strategy : each.capacity_provider => [each.base, each.weight] } == { FARGATE = [2, 1], FARGATE_SPOT = [0, 3] }
    error_message = "Two on demand, and of the others three in four on Spot."
  }
}

run "all_tasks_run_on_spot" {
  command = plan

  variables {
    capacity = { on_demand_base = 0, on_demand_weight = 0, spot_weight = 1 }
  }

  assert {
    condition     = { for each in aws_ecs_service.this.capacity_provider_strategy : each.capacity_provider => [each.base, each.weight] } == { FARGATE_SPOT = [0, 1] }
    error_message = "A provider that is never chosen is not named."
  }
}

run "the_count_follows_cpu_memory_and_requests" {
  command = plan

  variables {
    scaling = { min = 2, max = 6, cpu = 60, memory = 75, requests = 1000, scale_in_cooldown = 600, scale_out_cooldown = 30 }
  }

  assert {
    condition = aws_appautoscaling_target.this[0].max_capacity == 6 && aws_appautoscaling_target.this[0].resource_id == "service/harbour/web" && aws_appautoscaling_target.this[0].scalable_dimension == "ecs:service:DesiredCount"
    # The lower bound is known once it is known what runs: the real apply has it.
    error_message = "Bounds."
  }

  assert {
    condition = jsonencode({ for name, policy in aws_appautoscaling_policy.this : name => [
      policy.name,
      policy.target_tracking_scaling_policy_configuration[0].target_value,
      policy.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type,
      policy.target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label,
      policy.target_tracking_scaling_policy_configuration[0].scale_in_cooldown,
      policy.target_tracking_scaling_policy_configuration[0].scale_out_cooldown,
      ] }) == jsonencode({
      cpu      = ["web-cpu", 60, "ECSServiceAverageCPUUtilization", null, 600, 30]
      memory   = ["web-memory", 75, "ECSServiceAverageMemoryUtilization", null, 600, 30]
      requests = ["web-requests", 1000, "ALBRequestCountPerTarget", "app/harbour/50dc6c495c0c9188/targetgroup/web/6d0ecf831eec9f09", 600, 30]
    })
    error_message = "Three targets, with ECS's and ELB's names."
  }

  assert {
    condition     = alltrue([for policy in aws_appautoscaling_policy.this : policy.policy_type == "TargetTrackingScaling" && policy.service_namespace == "ecs" && policy.scalable_dimension == "ecs:service:DesiredCount" && policy.resource_id == "service/harbour/web"])
    error_message = "All of the service's count."
  }
}

run "a_target_that_is_not_asked_for_is_not_followed" {
  command = plan

  variables {
    scaling = { min = 1, max = 1, cpu = 50 }
  }

  assert {
    condition     = keys(aws_appautoscaling_policy.this) == ["cpu"]
    error_message = "CPU alone."
  }
}

run "alarms_stop_a_deployment" {
  command = plan

  variables {
    alarm_names = ["web-target-5xx", "web-latency"]
  }

  assert {
    condition     = aws_ecs_service.this.alarms[0].enable && aws_ecs_service.this.alarms[0].rollback && aws_ecs_service.this.alarms[0].alarm_names == toset(["web-latency", "web-target-5xx"])
    error_message = "And the service goes back."
  }
}

run "the_way_of_rolling_out_can_be_changed" {
  command = plan

  variables {
    circuit_breaker               = false
    availability_zone_rebalancing = false
    deployment_percent            = { minimum_healthy = 50, maximum = 100 }
  }

  assert {
    condition     = !aws_ecs_service.this.deployment_circuit_breaker[0].enable && !aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "No breaker."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 50 && aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.availability_zone_rebalancing == "DISABLED"
    error_message = "Old tasks stop before new ones start."
  }
}

run "people_may_run_commands_in_tasks" {
  command = plan

  variables {
    execute_command = true
    read_only_root  = false
  }

  assert {
    condition     = aws_ecs_service.this.enable_execute_command && length(aws_iam_role_policy.task) == 1
    error_message = "The service lets them, and the role has what their agent needs."
  }

  assert {
    condition     = aws_iam_role_policy.task[0].role == "web-task"
    error_message = "The app's role, and not the one with which ECS starts tasks."
  }
}

run "logs_are_encrypted_and_kept_as_asked" {
  command = plan

  variables {
    kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    log_retention_days = 365
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.kms_key_id == "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" && aws_cloudwatch_log_group.this.retention_in_days == 365
    error_message = "With the key, for a year."
  }
}

run "everything_carries_the_tags" {
  command = plan

  variables {
    tags    = { team = "harbour" }
    scaling = { min = 1, max = 2, cpu = 50 }
  }

  assert {
    condition = alltrue([for tags in [
      aws_ecs_service.this.tags, aws_ecs_task_definition.template.tags, aws_cloudwatch_log_group.this.tags, aws_iam_role.task.tags, aws_iam_role.execution.tags,
      aws_security_group.this.tags, aws_lb_target_group.this[0].tags, aws_lb_listener_rule.this[0].tags, aws_appautoscaling_target.this[0].tags,
      aws_vpc_security_group_ingress_rule.traffic["8080"].tags, aws_vpc_security_group_egress_rule.this["https"].tags,
    ] : tags["team"] == "harbour"])
    error_message = "All of it."
  }
}
