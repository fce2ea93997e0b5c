# Copied beside the stack for its first apply, when there is no bucket yet: see terraform/stack.
terraform {
  backend "local" {}
}
