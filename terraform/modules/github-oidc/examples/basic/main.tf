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

# The two roles that have an image in the registry and read its scan, for jobs in the environment production.
module "github" {
  source = "../.."

  name            = "web-production"
  create_provider = true

  github = {
    owner         = "acme"
    owner_id      = "1001"
    repository    = "web"
    repository_id = "2002"
  }

  roles = {
    build = {
      repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments    = ["production"]
    }
    scan = {
      repository_arns = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments    = ["production"]
    }
  }
}

output "AWS_ROLE_BUILD" {
  description = "The role of the job that pushes."
  value       = module.github.build_role_arn
}

output "AWS_ROLE_SCAN" {
  description = "The role of the job that reads the scan."
  value       = module.github.scan_role_arn
}
