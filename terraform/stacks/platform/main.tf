# What the services of an environment share: network, load balancer, cluster, and a topic for alarms. What a service has
# to know of it is written into one parameter, so that nobody has to read this stack's state.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account = "${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}"
}

module "network" {
  source = "../../modules/network"

  name                     = var.environment
  cidr                     = var.cidr
  zones                    = var.zones
  nat                      = var.nat
  tasks_in                 = var.tasks_in
  endpoints                = var.endpoints
  endpoint_zones           = var.endpoint_zones
  permissions_boundary_arn = "arn:${local.account}:policy/slipway/slipway-boundary"
}

module "zone" {
  source = "../../modules/dns"
  count  = var.create_zone ? 1 : 0

  domain = var.domain
}

module "load_balancer" {
  source = "../../modules/load-balancer"

  name                = var.environment
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.public_subnet_ids
  egress_cidr         = module.network.cidr
  plain_http          = var.plain_http
  deletion_protection = var.deletion_protection
  tls_only            = !contains(var.switched_off, "tls-only-statements")

  certificate = var.domain == null ? null : {
    domain            = var.domain
    zone_id           = var.create_zone ? module.zone[0].zone_id : var.zone_id
    alternative_names = var.alternative_domains
  }
}

module "cluster" {
  source = "../../modules/cluster"

  name = var.environment

  capacity = {
    on_demand_base   = 1
    on_demand_weight = 1
    spot_weight      = var.spot_weight
  }
}

module "waf" {
  source = "../../modules/waf"
  count  = var.waf ? 1 : 0

  name              = var.environment
  load_balancer_arn = module.load_balancer.arn
}

resource "aws_sns_topic" "alarms" {
  #checkov:skip=CKV_AWS_26:CloudWatch can't publish under AWS's own key for topics, and an alarm tells no secret
  name = "${var.environment}-alarms"
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = toset(var.alarm_emails)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_ssm_parameter" "platform" {
  #checkov:skip=CKV2_AWS_34:It holds names and ids, no secret, and is read without a key
  name        = "/slipway/${var.environment}/platform"
  description = "What the services of ${var.environment} run on; written by the stack platform, read by the stack service."
  type        = "String"

  value = jsonencode({
    format           = 1
    vpc_id           = module.network.vpc_id
    subnet_ids       = module.network.task_subnet_ids
    assign_public_ip = module.network.assign_public_ip
    cluster = {
      name               = module.cluster.name
      arn                = module.cluster.arn
      exec_log_group_arn = module.cluster.exec_log_group_arn
    }
    capacity = {
      on_demand_base   = 1
      on_demand_weight = 1
      spot_weight      = var.spot_weight
    }
    load_balancer = {
      arn_suffix        = module.load_balancer.arn_suffix
      listener_arn      = module.load_balancer.listener_arn
      security_group_id = module.load_balancer.security_group_id
    }
    alarm_topic_arn = aws_sns_topic.alarms.arn
  })
}
