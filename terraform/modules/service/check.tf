# Says when the template has something that no deployment has brought yet. Terraform does not deploy it; the next
# deployment does, whoever starts it.

# The service's own word on what it runs: Terraform ignores a difference there, and reads it nevertheless. It is not
# read inside the check, as that would be an action of every plan, and none would be empty.
data "aws_ecs_task_definition" "running" {
  task_definition = aws_ecs_service.this.task_definition
}

locals {
  running_containers = jsondecode(data.aws_ecs_task_definition.running.container_definitions)
  running_hashes     = [for container in local.running_containers : try(container.dockerLabels["dev.slipway.template"], "")]
  running_values = merge([for container in local.running_containers : merge(
    { for each in try(container.environment, []) : each.name => each.value },
    { for each in try(container.secrets, []) : each.name => each.valueFrom },
  ) if container.name == var.container.name]...)

  # Parts that tell for themselves how they differ; the label knows of all the others.
  differing_parts = [for part, is_same in {
    "cpu"                   = data.aws_ecs_task_definition.running.cpu == tostring(var.cpu)
    "memory"                = data.aws_ecs_task_definition.running.memory == tostring(var.memory)
    "architecture"          = try(data.aws_ecs_task_definition.running.runtime_platform[0].cpu_architecture, "X86_64") == var.architecture
    "task role"             = data.aws_ecs_task_definition.running.task_role_arn == aws_iam_role.task.arn
    "execution role"        = data.aws_ecs_task_definition.running.execution_role_arn == aws_iam_role.execution.arn
    "environment variables" = alltrue([for name, value in var.environment_variables : try(local.running_values[name] == value, false)])
    "secrets"               = alltrue([for name, value in var.secrets : try(local.running_values[name] == value, false)])
  } : part if !is_same]
}

check "template_is_deployed" {
  assert {
    # A service that wants no task runs nothing old. Asked first, because it is known of a service that is yet to be made,
    # and all else is not: a plan would warn of what it can't tell yet.
    condition = aws_ecs_service.this.desired_count == 0 ? true : (
      # Before the first deployment the service has the template itself.
      data.aws_ecs_task_definition.running.family == local.template_family ? true : contains(local.running_hashes, local.template_hash)
    )
    error_message = "${local.template_family} is newer than what service ${var.name} runs (${data.aws_ecs_task_definition.running.family}:${data.aws_ecs_task_definition.running.revision}): ${length(local.differing_parts) == 0 ? "what differs" : join(", ", local.differing_parts)} will arrive with the next deployment."
  }
}
