# The containers of a task, all but the main one's image. Lists are in the order of names, so that the same settings are
# the same document.

locals {
  main_container = merge(
    {
      name                   = var.container.name
      essential              = true
      user                   = var.user
      readonlyRootFilesystem = var.read_only_root
      stopTimeout            = var.stop_timeout
      environment            = [for name in sort(keys(var.environment_variables)) : { name = name, value = var.environment_variables[name] }]
      secrets                = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]
      portMappings           = [for port in local.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
      linuxParameters        = local.linux_parameters[var.container.name]
      logConfiguration       = local.logging
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
      linuxParameters        = local.linux_parameters[name]
      logConfiguration       = local.logging
    },
    var.sidecars[name].command == null ? {} : { command = var.sidecars[name].command },
  )]

  linux_parameters = { for name, paths in merge(
    { for name, sidecar in var.sidecars : name => sidecar.writable_paths },
    { (var.container.name) = var.writable_paths },
    ) : name => merge(
    # As process 1 an app that knows nothing of SIGTERM would ignore it.
    { initProcessEnabled = true },
    # In memory and not on the disk of the task: a folder there belongs to root.
    length(paths) == 0 ? {} : { tmpfs = [for path in sort(keys(paths)) : { containerPath = path, size = paths[path], mountOptions = ["nodev", "nosuid"] }] },
  ) }

  logging = {
    logDriver = "awslogs"
    options = {
      awslogs-group         = aws_cloudwatch_log_group.this.name
      awslogs-region        = local.region
      awslogs-stream-prefix = var.name
    }
  }
}
