# tflint-ignore-file: terraform_required_version # that is for the stack which this overrides
# Copied beside the stack for its first apply, when there is no bucket yet: see terraform/stack.
terraform {
  backend "local" {}
}
