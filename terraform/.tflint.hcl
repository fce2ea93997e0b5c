# What `tflint --recursive --config "$PWD/.tflint.hcl"` asks of this folder: all that it knows of Terraform, but for two.
plugin "terraform" {
  enabled = true
  preset  = "all"
}

# A module with many variables has them by subject, an example is one file to be copied.
rule "terraform_standard_module_structure" {
  enabled = false
}

# The outputs of stacks are the variables that the workflows read: AWS_REGION.
rule "terraform_naming_convention" {
  enabled = true
  output {
    format = "none"
  }
}
