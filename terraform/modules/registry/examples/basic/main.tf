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

module "registry" {
  source = "../.."

  name             = "team/web"
  cache_repository = true
}

output "ECR_REPOSITORY" {
  description = "The name of the repository, as the workflows take it."
  value       = module.registry.repository_name
}
