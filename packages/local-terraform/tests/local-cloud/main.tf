# Everything that can stand in the local cloud, made by Terraform's own provider: local-cloud.test.ts runs it. What other
# services would make (subnets, security groups, roles, keys, certificates) is named by ids that nobody looks up.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                  = "us-east-1"
  access_key              = "test"
  secret_key              = "test"
  skip_metadata_api_check = true
  skip_region_validation  = true
  max_retries             = 1
  default_tags {
    tags = { stack = "harbour" }
  }
}

variable "image_tag" {
  type    = string
  default = "v1"
}

# What can be changed in place, to another value.
variable "changed" {
  type    = bool
  default = false
}

# Of the balancer that is there already.
variable "balancer_arn" {
  type = string
}

data "aws_caller_identity" "current" {}

locals {
  account         = data.aws_caller_identity.current.account_id
  certificate     = "arn:aws:acm:us-east-1:${local.account}:certificate/11111111-2222-3333-4444-555555555555"
  certificate_two = "arn:aws:acm:us-east-1:${local.account}:certificate/66666666-7777-8888-9999-000000000000"
  key             = "arn:aws:kms:us-east-1:${local.account}:key/11111111-2222-3333-4444-555555555555"
  subnets         = ["subnet-0000000000000000a", "subnet-0000000000000000b"]
  group           = "sg-00000000000000001"
}
