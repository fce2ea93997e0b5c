# What a service is when nothing is asked for but what has no default.

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

run "terraform_owns_the_template_and_the_pipeline_what_runs" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.template.family == "web-template" && output.template_family == "web-template" && output.task_family == "web"
    error_message = "The template has a family of its own, so that Terraform and the pipeline never register in the same one."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].image == "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:template"
    error_message = "The template's image is one that nobody pulls."
  }

  assert {
    condition     = aws_ecs_task_definition.template.skip_destroy
    error_message = "Earlier revisions of the template stay."
  }

  assert {
    condition     = aws_ecs_service.this.cluster == var.cluster_arn && aws_ecs_service.this.name == "web"
    error_message = "In the cluster that was named."
  }

  assert {
    condition     = aws_ecs_service.this.task_definition == aws_ecs_task_definition.template.arn && aws_ecs_service.this.desired_count == 0
    error_message = "The service starts with the template, and with no task of it."
  }

  assert {
    condition     = can(regex("^[0-9a-f]{64}$", jsondecode(aws_ecs_task_definition.template.container_definitions)[0].dockerLabels["dev.slipway.template"]))
    error_message = "The main container carries the hash of its template."
  }
}

run "a_failing_deployment_is_rolled_back" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "The circuit breaker is on, and goes back."
  }

  assert {
    condition     = !aws_ecs_service.this.alarms[0].enable && !aws_ecs_service.this.alarms[0].rollback && aws_ecs_service.this.alarms[0].alarm_names == toset(["web-none"])
    error_message = "Without names no alarm is looked at, and the provider needs one."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200
    error_message = "New tasks start before old ones stop."
  }

  assert {
    condition     = aws_ecs_service.this.wait_for_steady_state == false && aws_ecs_service.this.force_new_deployment
    error_message = "Terraform waits for no deployment, and another mix of capacity replaces no service."
  }

  assert {
    condition     = aws_ecs_service.this.availability_zone_rebalancing == "ENABLED" && aws_ecs_service.this.propagate_tags == "SERVICE" && aws_ecs_service.this.enable_ecs_managed_tags
    error_message = "Zones are balanced, and tasks carry the tags of the service."
  }
}

run "tasks_are_private_small_and_on_demand" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.template.cpu == "256" && aws_ecs_task_definition.template.memory == "512" && aws_ecs_task_definition.template.runtime_platform[0].cpu_architecture == "X86_64"
    error_message = "The smallest task of Fargate."
  }

  assert {
    condition     = aws_ecs_task_definition.template.network_mode == "awsvpc" && aws_ecs_task_definition.template.requires_compatibilities == toset(["FARGATE"])
    error_message = "A task of Fargate with an address of its own."
  }

  assert {
    condition     = [for each in aws_ecs_service.this.capacity_provider_strategy : [each.capacity_provider, each.base, each.weight]] == [["FARGATE", 1, 1]]
    error_message = "On demand only."
  }

  assert {
    condition     = aws_ecs_service.this.network_configuration[0].assign_public_ip == false && aws_ecs_service.this.network_configuration[0].security_groups == toset(["sg-0aaaaaaaaaaaaaaaa"])
    error_message = "No public address, and the module's own security group alone."
  }

  assert {
    condition     = length(aws_appautoscaling_target.this) == 0 && length(aws_appautoscaling_policy.this) == 0
    error_message = "Nothing scales unless asked."
  }
}

run "containers_have_few_rights" {
  command = plan

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].user == "1000:1000"
    error_message = "Another user than root, whatever the image says."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].readonlyRootFilesystem
    error_message = "The file system is read-only."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].linuxParameters == { initProcessEnabled = true, tmpfs = [{ containerPath = "/tmp", size = 64, mountOptions = ["nodev", "nosuid"] }] }
    error_message = "But for /tmp, which anybody in the container may write to."
  }

  assert {
    condition     = aws_ecs_service.this.enable_execute_command == false
    error_message = "Nobody runs commands in tasks."
  }

  assert {
    condition     = length(aws_iam_role_policy.task) == 0
    error_message = "The app may do nothing in AWS."
  }
}

run "requests_come_through_the_balancer_alone" {
  command = plan

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.traffic) == ["8080"] && aws_vpc_security_group_ingress_rule.traffic["8080"].from_port == 8080 && aws_vpc_security_group_ingress_rule.traffic["8080"].to_port == 8080
    error_message = "One port is open."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.traffic["8080"].referenced_security_group_id == "sg-0123456789abcdef0" && aws_vpc_security_group_ingress_rule.traffic["8080"].cidr_ipv4 == null
    error_message = "To the balancer's security group and to no address."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_egress_rule.this : [rule.ip_protocol, rule.from_port, rule.to_port, rule.cidr_ipv4]] == [["tcp", 443, 443, "0.0.0.0/0"]]
    error_message = "Tasks connect by HTTPS."
  }

  assert {
    condition     = one([for each in aws_ecs_service.this.load_balancer : [each.container_name, each.container_port, each.target_group_arn]]) == ["web", 8080, aws_lb_target_group.this[0].arn]
    error_message = "ECS puts tasks into the target group by the port of the container."
  }

  assert {
    condition     = aws_lb_target_group.this[0].target_type == "ip" && aws_lb_target_group.this[0].deregistration_delay == "30"
    error_message = "Targets are addresses, and are drained for as long as the app may take to end."
  }

  assert {
    condition = one([for each in aws_lb_target_group.this[0].health_check : {
      path = each.path, port = each.port, interval = each.interval, timeout = each.timeout, healthy = each.healthy_threshold, unhealthy = each.unhealthy_threshold, matcher = each.matcher
    }]) == { path = "/healthz", port = "traffic-port", interval = 10, timeout = 5, healthy = 2, unhealthy = 3, matcher = "200" }
    error_message = "Asked on the port that requests go to."
  }

  assert {
    condition     = aws_ecs_service.this.health_check_grace_period_seconds == 60
    error_message = "A task has a minute to get well."
  }

  assert {
    condition     = aws_lb_listener_rule.this[0].priority == 100 && aws_lb_listener_rule.this[0].action[0].target_group_arn == aws_lb_target_group.this[0].arn
    error_message = "The listener sends requests here."
  }
}

run "logs_are_kept_for_a_month" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/slipway/production/web" && aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_cloudwatch_log_group.this.kms_key_id == null
    error_message = "In a log group of the service's own."
  }

  assert {
    condition = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].logConfiguration == {
      logDriver = "awslogs"
      options   = { awslogs-group = "/slipway/production/web", awslogs-region = "eu-west-1", awslogs-stream-prefix = "web" }
    }
    error_message = "The region is that of the cluster."
  }
}

run "outputs_are_what_the_pipeline_and_the_alarms_ask_for" {
  command = plan

  assert {
    condition     = output.service_name == "web" && output.service_arn == "arn:aws:ecs:eu-west-1:111122223333:service/harbour/web" && output.template_arn == "arn:aws:ecs:eu-west-1:111122223333:task-definition/web-template:1"
    error_message = "Service and template."
  }

  assert {
    condition     = output.target_group_arn_suffix == "targetgroup/web/6d0ecf831eec9f09" && output.load_balancer_arn_suffix == "app/harbour/50dc6c495c0c9188" && output.target_group_arn == aws_lb_target_group.this[0].arn
    error_message = "As CloudWatch names balancer and target group."
  }

  assert {
    condition     = output.log_group_name == "/slipway/production/web" && output.log_group_arn == aws_cloudwatch_log_group.this.arn && output.security_group_id == "sg-0aaaaaaaaaaaaaaaa"
    error_message = "Log group and security group."
  }

  assert {
    condition     = output.task_role_arn == aws_iam_role.task.arn && output.execution_role_arn == aws_iam_role.execution.arn
    error_message = "The roles that the pipeline passes on."
  }
}

run "the_parts_belong_together" {
  command = plan

  assert {
    condition     = aws_ecs_service.this.network_configuration[0].subnets == toset(var.subnet_ids) && aws_security_group.this.vpc_id == var.vpc_id && aws_lb_target_group.this[0].vpc_id == var.vpc_id
    error_message = "In the network that was named."
  }

  assert {
    condition     = aws_security_group.this.name == "web-tasks" && alltrue([for rule in [aws_vpc_security_group_ingress_rule.traffic["8080"], aws_vpc_security_group_egress_rule.this["https"]] : rule.security_group_id == aws_security_group.this.id && rule.ip_protocol == "tcp"])
    error_message = "The rules are those of the tasks' group."
  }

  assert {
    condition     = aws_lb_listener_rule.this[0].listener_arn == var.load_balancer.listener_arn && aws_lb_listener_rule.this[0].action[0].type == "forward"
    error_message = "The rule is the listener's."
  }

  assert {
    condition     = aws_lb_target_group.this[0].name == "web" && aws_lb_target_group.this[0].protocol == "HTTP" && aws_lb_target_group.this[0].port == 80
    error_message = "The group's own port is no task's, so that none replaces the group."
  }

  assert {
    condition     = aws_ecs_task_definition.template.task_role_arn == aws_iam_role.task.arn && aws_ecs_task_definition.template.execution_role_arn == aws_iam_role.execution.arn && aws_ecs_task_definition.template.runtime_platform[0].operating_system_family == "LINUX"
    error_message = "The template has the two roles."
  }

  assert {
    condition     = aws_iam_role_policy.execution.role == "web-execution"
    error_message = "The policy is the execution role's."
  }
}
