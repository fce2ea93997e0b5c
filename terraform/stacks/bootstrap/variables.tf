variable "region" {
  description = "Where everything is made, such as eu-west-1; the state is kept there as well."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region of AWS, such as eu-west-1, but is `${var.region}`."
  }
}

variable "environment" {
  description = "The GitHub environment that deploys here, such as production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.environment)) && !endswith(var.environment, "-")
    error_message = "environment must be up to 16 lower-case letters, digits and hyphens that begin with a letter, such as production, but is `${var.environment}`: resources are named after it, and a colon would end the subject of GitHub's tokens early."
  }
}

variable "switched_off" {
  description = "What an emulator of AWS can't do; empty for AWS. See terraform/emulators.tfvars."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.switched_off, ["virtual-hosted-buckets", "tls-only-statements", "kms-only-statements", "cloudtrail", "version-counts"])) == 0
    error_message = "switched_off may name virtual-hosted-buckets, tls-only-statements, kms-only-statements, version-counts and cloudtrail, but names ${join(", ", var.switched_off)}."
  }
}

variable "github" {
  description = "The repository whose workflows may assume the roles. `gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'` prints the two ids. `subject` says which form of subject is trusted: both, immutable (repositories made, renamed or transferred since 15 July 2026) or old."
  type = object({
    owner         = string
    owner_id      = string
    repository    = string
    repository_id = string
    subject       = optional(string, "both")
  })
  nullable = false
}

variable "bucket" {
  description = "The bucket that is made for the state of all stacks; names of buckets are taken once in the world, so put your account or organization into it."
  type        = string
  nullable    = false
}

variable "adopt_bucket" {
  description = "Takes over a bucket of that name which is there already, when the state of this stack was lost."
  type        = bool
  default     = false
  nullable    = false
}

variable "plan_on_pull_requests" {
  description = "Lets workflows of pull requests assume the plan role, which can read but change nothing."
  type        = bool
  default     = true
  nullable    = false
}

variable "audit" {
  description = "Makes a trail of every call in the account (CloudTrail) and looks for threats in it (GuardDuty). Both cost by use."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Keeps the bucket of the state, and with it the state of everything, from being destroyed."
  type        = bool
  default     = true
  nullable    = false
}

variable "destroying" {
  description = "Whether this run is to destroy the stack; terraform/stack says so."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.destroying && var.deletion_protection)
    error_message = "deletion_protection is on, and a destroy would take the bucket of all states away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then."
  }
}
