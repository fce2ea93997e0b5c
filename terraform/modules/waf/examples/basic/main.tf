# The default rules in front of a balancer, which at first only count.

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

variable "load_balancer_arn" {
  type        = string
  description = "ARN of the balancer whose requests are inspected."
}

module "waf" {
  source = "../.."

  name              = "shop"
  load_balancer_arn = var.load_balancer_arn
  count_only        = true
}

output "arn" {
  description = "ARN of the web ACL."
  value       = module.waf.arn
}
