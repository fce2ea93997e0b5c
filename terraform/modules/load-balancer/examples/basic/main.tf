# A public balancer that serves shop.example.com by HTTPS.

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

variable "vpc_id" {
  type        = string
  description = "Id of the VPC that the balancer stands in."
}

variable "public_subnet_ids" {
  type        = list(string)
  description = "Ids of its public subnets, at least 2."
}

variable "zone_id" {
  type        = string
  description = "Id of the Route 53 zone of example.com."
}

module "load_balancer" {
  source = "../.."

  name        = "shop"
  vpc_id      = var.vpc_id
  subnet_ids  = var.public_subnet_ids
  certificate = { domain = "shop.example.com", zone_id = var.zone_id }
}

output "url" {
  description = "Where the balancer answers."
  value       = module.load_balancer.url
}
