# Says when the template has something that no deployment has brought yet. Terraform does not deploy it; the next
# deployment does, whoever starts it.

check "template_is_deployed" {
  # The service's own word on what it runs: Terraform ignores a difference there, and reads it nevertheless.
  data "aws_ecs_task_definition" "running" {
    task_definition = aws_ecs_service.this.task_definition
  }

  assert {
    # Before the first deployment the service has the template itself, and there is nothing to say.
    condition = data.aws_ecs_task_definition.running.family == local.template_family || contains(
      [for container in jsondecode(data.aws_ecs_task_definition.running.container_definitions) : try(container.dockerLabels["dev.slipway.template"], "")],
      local.template_hash,
    )
    error_message = "${local.template_family} is newer than what service ${var.name} runs (${data.aws_ecs_task_definition.running.family}:${data.aws_ecs_task_definition.running.revision}): what differs arrives with the next deployment."
  }
}
