# One service in one environment. Terraform makes it and never says what runs in it: the pipeline registers revisions of the
# family, from the template that stands here, and the service keeps whichever it runs.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

data "aws_ssm_parameter" "platform" {
  name = "/slipway/${var.environment}/platform"

  lifecycle {
    postcondition {
      condition     = try(jsondecode(self.value).format, 0) == 1
      error_message = "The parameter ${self.name} was written by another version of the stack platform: terraform/stack platform ${var.environment} apply first."
    }
  }
}

data "aws_ecr_repository" "this" {
  name = "${var.environment}/${var.service}"
}

locals {
  account  = "${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
  boundary = "arn:${local.account}:policy/slipway/slipway-boundary"
  name     = "${var.service}-${var.environment}"
  # It is no secret; the provider takes each parameter for one.
  platform = jsondecode(nonsensitive(data.aws_ssm_parameter.platform.value))
}

module "service" {
  source = "../../modules/service"

  name                     = local.name
  environment              = var.environment
  cluster_name             = local.platform.cluster.name
  cluster_arn              = local.platform.cluster.arn
  vpc_id                   = local.platform.vpc_id
  subnet_ids               = local.platform.subnet_ids
  assign_public_ip         = try(local.platform.assign_public_ip, false)
  repository_url           = data.aws_ecr_repository.this.repository_url
  repository_arn           = data.aws_ecr_repository.this.arn
  container                = var.container
  cpu                      = var.cpu
  memory                   = var.memory
  architecture             = var.architecture
  environment_variables    = var.environment_variables
  secrets                  = var.secrets
  health_check             = var.health_check
  capacity                 = local.platform.capacity
  scaling                  = var.scaling
  alarm_names              = module.alarms.deployment_alarm_names
  task_policy_statements   = var.task_policy_statements
  sidecars                 = var.sidecars
  user                     = var.user
  allow_root               = var.allow_root
  read_only_root           = var.read_only_root
  writable_paths           = var.writable_paths
  egress                   = var.egress
  secrets_kms_key_arns     = var.secrets_kms_key_arns
  kms_key_arn              = var.kms_key_arn
  ephemeral_storage        = var.ephemeral_storage
  stop_timeout             = var.stop_timeout
  deregistration_delay     = var.deregistration_delay
  log_retention_days       = var.log_retention_days
  execute_command          = var.execute_command
  exec_log_group_arn       = try(local.platform.cluster.exec_log_group_arn, null)
  permissions_boundary_arn = local.boundary

  load_balancer = {
    arn_suffix        = local.platform.load_balancer.arn_suffix
    listener_arn      = local.platform.load_balancer.listener_arn
    security_group_id = local.platform.load_balancer.security_group_id
    hosts             = var.hosts
    paths             = var.paths
    priority          = var.priority
  }
}

module "alarms" {
  source = "../../modules/alarms"

  name                     = local.name
  cluster_name             = local.platform.cluster.name
  service_name             = local.name
  load_balancer_arn_suffix = local.platform.load_balancer.arn_suffix
  target_group_arn_suffix  = module.service.target_group_arn_suffix
  notify_topic_arns        = [local.platform.alarm_topic_arn]
  dashboard                = var.dashboard
}

module "github" {
  source = "../../modules/github-oidc"

  name                     = local.name
  github                   = var.github
  provider_arn             = "arn:${local.account}:oidc-provider/token.actions.githubusercontent.com"
  permissions_boundary_arn = local.boundary

  roles = {
    deploy = {
      cluster_name       = local.platform.cluster.name
      service_name       = local.name
      task_family        = module.service.task_family
      template_family    = module.service.template_family
      task_role_arn      = module.service.task_role_arn
      execution_role_arn = module.service.execution_role_arn
      log_group_arn      = module.service.log_group_arn
      repository_arns    = [data.aws_ecr_repository.this.arn]
      environments       = [coalesce(var.github_environment, var.environment)]
      job_workflow_refs  = lookup(var.job_workflow_refs, "deploy", [])
    }
  }
}
