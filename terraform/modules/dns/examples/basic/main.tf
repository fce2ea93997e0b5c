# A zone of its own for example.com, before anything is served under it.

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

module "dns" {
  source = "../.."

  domain = "example.com"
}

output "name_servers" {
  description = "Name servers to tell the registrar."
  value       = module.dns.name_servers
}
