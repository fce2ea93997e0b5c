# The alarms of a service behind a load balancer, told to a topic that people subscribe to.

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

module "alarms" {
  source = "../.."

  name                     = "web"
  cluster_name             = "harbour"
  service_name             = "web"
  load_balancer_arn_suffix = "app/harbour/50dc6c495c0c9188"
  target_group_arn_suffix  = "targetgroup/web/6d0ecf831eec9f09"
  notify_topic_arns        = ["arn:aws:sns:eu-west-1:111122223333:alarms"]

  thresholds = {
    latency_p95   = 0.5
    running_tasks = 2
  }
}

output "deployment_alarm_names" {
  description = "What the service takes as alarm_names."
  value       = module.alarms.deployment_alarm_names
}
