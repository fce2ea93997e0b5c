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

module "audit" {
  source = "../.."

  name = "acme"
}

output "bucket" {
  description = "The bucket that keeps the trail."
  value       = module.audit.bucket
}
