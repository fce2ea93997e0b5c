# A VPC in two zones, with a NAT gateway in each and flow logs.

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

module "network" {
  source = "../.."

  name  = "shop"
  zones = ["eu-west-1a", "eu-west-1b"]
}

output "vpc_id" {
  description = "Id of the VPC."
  value       = module.network.vpc_id
}

output "private_subnet_ids" {
  description = "Ids of the subnets that tasks run in."
  value       = module.network.private_subnet_ids
}
