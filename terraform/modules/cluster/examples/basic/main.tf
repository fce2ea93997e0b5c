# A cluster whose services run on Fargate, with every second task beyond the first on Spot.

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

module "cluster" {
  source = "../.."

  name = "harbour"

  capacity = {
    on_demand_base   = 1
    on_demand_weight = 1
    spot_weight      = 1
  }
}

output "name" {
  description = "The name of the cluster."
  value       = module.cluster.name
}
