# The template: everything of a task but its image. The pipeline takes its latest revision, puts an image in and registers
# the result in the family of the service. The template itself never runs.

locals {
  # What a deployment would bring besides an image, in one number: the label that revisions carry on from the template,
  # by which check.tf tells whether what runs is older. So neither the image nor tags are in it.
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
    for_each = var.ephemeral_storage[*]

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  # A revision may be deployed as soon as it is there: what its roles may do comes first.
  depends_on = [aws_iam_role_policy.execution, aws_iam_role_policy.task]
}
