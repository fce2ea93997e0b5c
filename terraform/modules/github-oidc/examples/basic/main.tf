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

# Three duties of one service, each with a role of its own, for jobs in the environment production. What deploy is told
# are outputs of the module service, which is why a stack of its own makes that role: module.service.task_family and so on.
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
    deploy = {
      cluster_name       = "production"
      service_name       = "web-production"
      task_family        = "web-production"
      template_family    = "web-production-template"
      task_role_arn      = "arn:aws:iam::111122223333:role/slipway/web-production-task"
      execution_role_arn = "arn:aws:iam::111122223333:role/slipway/web-production-execution"
      log_group_arn      = "arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/production/web-production"
      repository_arns    = ["arn:aws:ecr:eu-west-1:111122223333:repository/team/web"]
      environments       = ["production"]
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

output "AWS_ROLE_DEPLOY" {
  description = "The role of the job that deploys."
  value       = module.github.deploy_role_arn
}
