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

module "state" {
  source = "../.."

  bucket = "acme-web-state"
}

output "bucket" {
  description = "The bucket of the backend."
  value       = module.state.bucket
}

output "kms_key_id" {
  description = "The key of the backend: with `encrypt = true` alone it would ask for S3's own, and be refused."
  value       = module.state.kms_key_arn
}
