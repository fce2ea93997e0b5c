# Copied beside the stack for its first apply, when there is no bucket yet: see terraform/stack.
terraform {
  required_version = ">= 1.11"

  backend "local" {}
}
