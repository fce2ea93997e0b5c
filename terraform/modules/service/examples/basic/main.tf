# A service behind a load balancer that exists, with the alarms that stop a deployment.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

module "service" {
  source = "../.."

  name           = "web"
  environment    = "production"
  cluster_name   = "harbour"
  cluster_arn    = "arn:aws:ecs:eu-west-1:111122223333:cluster/harbour"
  vpc_id         = "vpc-0123456789abcdef0"
  subnet_ids     = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web"
  container      = { name = "web", port = 8080 }

  environment_variables = { LOG_LEVEL = "info" }
  secrets               = { DATABASE_URL = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/database-url" }

  load_balancer = {
    listener_arn      = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2"
    security_group_id = "sg-0123456789abcdef0"
    hosts             = ["www.example.com"]
  }

  scaling     = { min = 2, max = 6, cpu = 60, requests = 1000 }
  alarm_names = module.alarms.deployment_alarm_names
}

# It names the service, and takes nothing of it but the target group, which is there before the service is.
module "alarms" {
  source = "../../../alarms"

  name                     = "web"
  cluster_name             = "harbour"
  service_name             = "web"
  load_balancer_arn_suffix = module.service.load_balancer_arn_suffix
  target_group_arn_suffix  = module.service.target_group_arn_suffix
}

output "task_template" {
  description = "The family that the pipeline renders from."
  value       = module.service.template_family
}
