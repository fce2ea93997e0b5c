# The template: everything of a task but its image. The pipeline takes its latest revision, puts an image in and registers
# the result in the family of the service. The template itself never runs.

locals {
  # Nothing in the container definitions names the role's secrets twice: order is by name, so that a plan is stable.
  environment = [for name in sort(keys(var.environment_variables)) : { name = name, value = var.environment_variables[name] }]
  secrets     = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]

  main_container = merge(
    {
      name                   = var.container.name
      essential              = true
      user                   = var.user
      readonlyRootFilesystem = var.read_only_root
      stopTimeout            = var.stop_timeout
      environment            = local.environment
      secrets                = local.secrets
      portMappings           = [for port in local.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
      linuxParameters        = { initProcessEnabled = true, tmpfs = local.tmpfs["main"] }
      logConfiguration       = local.logging[var.container.name]
    },
    var.container.command == null ? {} : { command = var.container.command },
    var.container.entry_point == null ? {} : { entryPoint = var.container.entry_point },
    var.container.working_directory == null ? {} : { workingDirectory = var.container.working_directory },
    var.container.health_check == null ? {} : {
      healthCheck = {
        command     = var.container.health_check.command
        interval    = var.container.health_check.interval
        timeout     = var.container.health_check.timeout
        retries     = var.container.health_check.retries
        startPeriod = var.container.health_check.start_period
      }
    },
  )

  sidecar_containers = [for name in sort(keys(var.sidecars)) : merge(
    {
      name                   = name
      image                  = var.sidecars[name].image
      essential              = var.sidecars[name].essential
      user                   = var.sidecars[name].user
      readonlyRootFilesystem = var.sidecars[name].read_only_root
      environment            = [for key in sort(keys(var.sidecars[name].environment_variables)) : { name = key, value = var.sidecars[name].environment_variables[key] }]
      secrets                = [for key in sort(keys(var.sidecars[name].secrets)) : { name = key, valueFrom = var.sidecars[name].secrets[key] }]
      linuxParameters        = { initProcessEnabled = true, tmpfs = local.tmpfs["sidecar ${name}"] }
      logConfiguration       = local.logging[name]
    },
    var.sidecars[name].command == null ? {} : { command = var.sidecars[name].command },
  )]

  # In memory and not on the disk of the task: a folder there would belong to root.
  tmpfs = { for container, paths in merge(
    { main = var.writable_paths },
    { for name, sidecar in var.sidecars : "sidecar ${name}" => sidecar.writable_paths },
  ) : container => [for path in sort(keys(paths)) : { containerPath = path, size = paths[path], mountOptions = ["nodev", "nosuid"] }] }

  logging = { for name in concat([var.container.name], keys(var.sidecars)) : name => {
    logDriver = "awslogs"
    options = {
      awslogs-group         = aws_cloudwatch_log_group.this.name
      awslogs-region        = local.region
      awslogs-stream-prefix = var.name
    }
  } }

  # What a deployment would bring besides an image, as one number: the label that revisions carry on from the template,
  # by which `check` tells whether what runs is older. So neither the image nor tags are in it.
  template_hash = sha256(jsonencode({
    cpu               = var.cpu
    memory            = var.memory
    architecture      = var.architecture
    ephemeral_storage = var.ephemeral_storage
    task_role         = aws_iam_role.task.arn
    execution_role    = aws_iam_role.execution.arn
    containers        = concat([local.main_container], local.sidecar_containers)
  }))
}

resource "aws_ecs_task_definition" "template" {
  family                   = local.template_family
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn
  # Revisions are history: what a deployment was rendered from stays there to be looked up.
  skip_destroy = true
  tags         = var.tags

  container_definitions = jsonencode(concat(
    [merge(local.main_container, {
      # Nobody pulls this one. What runs is for the pipeline to say.
      image        = "${var.repository_url}:template"
      dockerLabels = { "dev.slipway.template" = local.template_hash }
    })],
    local.sidecar_containers,
  ))

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "ephemeral_storage" {
    for_each = var.ephemeral_storage == null ? [] : [var.ephemeral_storage]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  # A revision is there to be deployed as soon as it is there: what its roles may do comes first.
  depends_on = [aws_iam_role_policy.execution, aws_iam_role_policy.task]
}
