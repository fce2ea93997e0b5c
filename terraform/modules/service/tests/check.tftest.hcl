# What is said of a template that no deployment has brought yet. The service is one that was deployed: a state of its own
# kind is made first.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias           = "planned"
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

run "a_first_plan_has_no_doubts" {
  command = plan

  # Nothing is known here of what AWS will give back, as in a first plan; a check that could not be answered would fail.
  assert {
    condition     = aws_ecs_service.this.desired_count == 0
    error_message = "There is nothing to say of a service that is yet to be made."
  }
}

run "a_deployed_service" {
  state_key = "deployed"

  module {
    source = "./tests/deployed"
  }
}

run "a_template_that_is_newer_is_told" {
  command   = plan
  state_key = "deployed"

  providers = {
    aws = aws.planned
  }

  override_data {
    target = data.aws_ecs_task_definition.running
    values = {
      family                = "web"
      revision              = 41
      cpu                   = "512"
      memory                = "512"
      runtime_platform      = [{ cpu_architecture = "X86_64", operating_system_family = "LINUX" }]
      task_role_arn         = "arn:aws:iam::111122223333:role/slipway/web"
      execution_role_arn    = "arn:aws:iam::111122223333:role/slipway/older"
      container_definitions = "[{\"name\":\"web\",\"environment\":[{\"name\":\"LOG_LEVEL\",\"value\":\"info\"},{\"name\":\"VERSION\",\"value\":\"7\"}],\"dockerLabels\":{\"dev.slipway.template\":\"older\"}},{\"name\":\"agent\"}]"
    }
  }

  variables {
    environment_variables = { LOG_LEVEL = "info" }
    secrets               = { KEY = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/key" }
  }

  expect_failures = [check.template_is_deployed]

  assert {
    condition     = aws_ecs_service.this.desired_count == 2 && aws_ecs_service.this.task_definition == "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:41"
    error_message = "Revision and count are the pipeline's."
  }

  assert {
    condition     = local.differing_parts == ["cpu", "execution role", "secrets"]
    error_message = "What differs is named, and what the pipeline added is no difference."
  }
}

# The hash is written out. Who has to change it here changes the template of everybody who takes this version of the
# module: each service is told a newer one, and gets it with its next deployment.
run "a_revision_of_this_template_is_in_order" {
  command   = plan
  state_key = "deployed"

  providers = {
    aws = aws.planned
  }

  override_data {
    target = data.aws_ecs_task_definition.running
    values = {
      family                = "web"
      revision              = 41
      container_definitions = "[{\"name\":\"web\",\"dockerLabels\":{\"dev.slipway.template\":\"3eb4f7a74f274d6e34c44be6eb4973aea80f07158f1e09c444962532eabd2e12\"}}]"
    }
  }

  assert {
    condition     = output.template_hash == "3eb4f7a74f274d6e34c44be6eb4973aea80f07158f1e09c444962532eabd2e12"
    error_message = "The label is of another template than this, ${output.template_hash}."
  }
}

run "nothing_is_said_while_the_service_runs_the_template" {
  command   = plan
  state_key = "deployed"

  variables {
    cpu    = 1024
    memory = 2048
  }

  providers = {
    aws = aws.planned
  }

  assert {
    condition     = data.aws_ecs_task_definition.running.family == "web-template" && output.template_hash != run.a_revision_of_this_template_is_in_order.template_hash
    error_message = "Newer, and nobody's business before the first deployment."
  }
}

run "autoscaling_asks_for_no_task_of_the_template" {
  command   = plan
  state_key = "deployed"

  providers = {
    aws = aws.planned
  }

  variables {
    scaling = { min = 2, max = 4, cpu = 60 }
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 0
    error_message = "Tasks that can't start would be asked for."
  }
}

# While the bound is still 0 in AWS this is a change, so each plan shows it.
run "after_a_deployment_a_plan_raises_the_lower_bound" {
  command   = plan
  state_key = "deployed"

  providers = {
    aws = aws.planned
  }

  override_data {
    target = data.aws_ecs_task_definition.running
    values = {
      family                = "web"
      revision              = 41
      container_definitions = "[{\"name\":\"web\",\"dockerLabels\":{\"dev.slipway.template\":\"3eb4f7a74f274d6e34c44be6eb4973aea80f07158f1e09c444962532eabd2e12\"}}]"
    }
  }

  variables {
    scaling = { min = 2, max = 4, cpu = 60 }
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 2
    error_message = "The lower bound stays at ${aws_appautoscaling_target.this[0].min_capacity}."
  }
}

run "neither_the_image_nor_tags_make_a_template_newer" {
  command = plan

  variables {
    repository_url = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/other"
    tags           = { team = "harbour" }
  }

  providers = {
    aws = aws.planned
  }

  assert {
    condition     = output.template_hash == run.a_revision_of_this_template_is_in_order.template_hash
    error_message = "They come with every deployment anyway."
  }
}

run "a_sidecar_makes_a_template_newer" {
  command = plan

  variables {
    sidecars = { agent = { image = "public.ecr.aws/team/agent@sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" } }
  }

  providers = {
    aws = aws.planned
  }

  assert {
    condition     = output.template_hash != run.a_revision_of_this_template_is_in_order.template_hash
    error_message = "Its image is the template's own."
  }
}
