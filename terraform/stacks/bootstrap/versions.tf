terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Bucket, region and key come from the environment: terraform/stack. The lock is an object beside the state. Without
  # `encrypt` the bucket's own key is taken; alone it would ask for one of S3's, which the bucket refuses.
  backend "s3" {
    use_lockfile = true
  }
}

provider "aws" {
  region            = var.region
  s3_use_path_style = contains(var.switched_off, "virtual-hosted-buckets")

  default_tags {
    tags = {
      "slipway:environment" = var.environment
      "slipway:stack"       = "bootstrap"
    }
  }
}
