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
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment)) && !endswith(var.environment, "-") && !strcontains(var.environment, "--")
    error_message = "environment must be 2 to 16 lower-case letters, digits and single hyphens between them that begin with a letter, such as production, but is `${var.environment}`: resources are named after it, and a colon would end the subject of GitHub's tokens early."
  }
}

variable "more_environments" {
  description = "Another GitHub environment of this account, such as staging, whose stacks the same two roles plan and apply; each environment's jobs may then change the other's as well. IAM's limit on the policies of a role leaves room for one."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.more_environments : can(regex("^[a-z][a-z0-9-]{1,15}$", name)) && !endswith(name, "-") && !strcontains(name, "--") && name != var.environment])
    error_message = "more_environments must be other environments than ${var.environment}, each of 2 to 16 lower-case letters, digits and single hyphens between them that begin with a letter, such as staging, but are ${jsonencode(var.more_environments)}."
  }

  validation {
    condition     = length(var.more_environments) <= 1
    error_message = "more_environments may name one environment, because what a role may do in three does not fit into what IAM takes, but names ${length(var.more_environments)}: give each of the others an account of its own."
  }
}

variable "plan_environments" {
  description = "Further GitHub environments whose jobs may assume the role that plans, and not the one that applies: one without reviewers, such as production-plan, so that they are asked for the apply alone. Whoever gets a job into one may read the states."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.plan_environments : can(regex("^[^:*?$]{1,255}$", name)) && trimspace(name) == name])
    error_message = "plan_environments must be names of GitHub environments, such as [\"production-plan\"], without *, ?, $ and space around them, but are ${jsonencode(var.plan_environments)}: a colon would end the subject of GitHub's tokens early."
  }
}

variable "switched_off" {
  description = "What an emulator of AWS can't do; empty for AWS. See terraform/emulators.tfvars."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.switched_off, ["virtual-hosted-buckets", "tls-only-statements", "kms-only-statements", "cloudtrail", "version-counts", "bucket-logs"])) == 0
    error_message = "switched_off may name virtual-hosted-buckets, tls-only-statements, kms-only-statements, version-counts, bucket-logs and cloudtrail, but names ${join(", ", var.switched_off)}."
  }
}

variable "github" {
  description = "The repository whose workflows may assume the roles. `gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'` prints the two ids. `subject` says which form of subject is trusted: both, immutable (repositories made, renamed or transferred since 15 July 2026) or old."
  type = object({
    owner         = string
    owner_id      = optional(string)
    repository    = string
    repository_id = optional(string)
    subject       = optional(string, "both")
  })
  nullable = false

  validation {
    condition     = var.github.owner != "OWNER" && var.github.repository != "REPOSITORY"
    error_message = "github still names OWNER/REPOSITORY, as it was shipped: write your repository, and its two ids, into github.tfvars."
  }

  validation {
    condition     = var.github.owner == "OWNER" || var.github.repository == "REPOSITORY" || (var.github.owner_id != "1000001" && var.github.repository_id != "2000002")
    error_message = "github still has an id that was shipped, 1000001 or 2000002, which would trust a stranger or nobody: write into github.tfvars the two that gh api repos/${var.github.owner}/${var.github.repository} --jq '.owner.id, .id' prints."
  }
}

variable "job_workflow_refs" {
  description = "Narrows the role of a duty (build, scan, deploy, plan, apply) to jobs of some workflow files, each at one ref, such as apply = [\"slipway-actions/slipway/.github/workflows/infrastructure.yml@refs/tags/v1\"]; of jobs that a reusable workflow runs, that one's file and ref. Without, every job of the environment may assume each role."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.job_workflow_refs), ["build", "scan", "deploy", "plan", "apply"])) == 0
    error_message = "job_workflow_refs may name workflows for build, scan, deploy, plan and apply, but names some for ${join(", ", setsubtract(keys(var.job_workflow_refs), ["build", "scan", "deploy", "plan", "apply"]))}."
  }

  validation {
    condition     = alltrue([for ref in flatten(values(var.job_workflow_refs)) : can(regex("^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+/\\.github/workflows/[^@*?$]+\\.ya?ml@(refs/(heads|tags)/[^*?$:\\s]+|[0-9a-f]{40})$", ref))])
    error_message = "job_workflow_refs must be lists of what GitHub's tokens have, OWNER/REPOSITORY/.github/workflows/FILE.yml@refs/heads/main (or @refs/tags/…, or @ and a whole commit), without *, ? or $, but are ${jsonencode(var.job_workflow_refs)}."
  }
}

variable "create_provider" {
  description = "Makes GitHub an identity provider of the account. An account has it once: false where it is there already."
  type        = bool
  default     = true
  nullable    = false
}

variable "hosted_zone_ids" {
  description = "The Route 53 zones in which the apply role may change records (A, AAAA and CNAME), by their ids such as Z0123456789ABCDEFGHIJ; none when empty. The platform's `zone_id` has to be among them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.hosted_zone_ids : can(regex("^Z[A-Z0-9]+$", id))])
    error_message = "hosted_zone_ids must be ids of Route 53 zones, such as Z0123456789ABCDEFGHIJ, but are ${jsonencode(var.hosted_zone_ids)}."
  }

  validation {
    condition     = !contains(var.hosted_zone_ids, "Z0123456789ABCDEFGHIJ")
    error_message = "hosted_zone_ids still names Z0123456789ABCDEFGHIJ, as it was shipped: write the platform's zone_id into bootstrap.tfvars, or leave the line out where the apply role is to change no names."
  }
}

variable "make_zones" {
  description = "Lets the apply role make, change and remove Route 53 zones, which the platform's `create_zone` needs. AWS can't bound that to some zones: it is all zones of the account, and their records."
  type        = bool
  default     = false
  nullable    = false
}

variable "bucket" {
  description = "The bucket that is made for the state of all stacks; names of buckets are taken once in the world, so put your account or organization into it."
  type        = string
  nullable    = false

  validation {
    condition     = var.bucket != "slipway-state-111122223333"
    error_message = "bucket is still slipway-state-111122223333, as it was shipped: write a name of your own, such as one with the number of your account, into state.s3.tfbackend."
  }
}

variable "adopt_bucket" {
  description = "Takes over a bucket of that name which is there already, when the state of this stack was lost. The bucket alone: the bucket of its log, the key's alias, the identity provider, the policies and the roles have to be imported by hand, see README.md."
  type        = bool
  default     = false
  nullable    = false
}

variable "state_principal_arns" {
  description = "Who alone may open the bucket of the states besides the plan and the apply role: ARNs of the roles and users of people, `*` for any run of characters. Whoever applies this stack has to be among them; the account's root user always may. Whomever the account's own policies let when empty."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.state_principal_arns : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user)/.+$", arn))])
    error_message = "state_principal_arns must be ARNs of roles or users, such as \"arn:aws:iam::111122223333:role/administrators\" (of a role, not of its session), but are ${jsonencode(var.state_principal_arns)}."
  }
}

variable "plan_on_pull_requests" {
  description = "Lets workflows of pull requests assume the plan role, which then reads, the states and what is secret in them included. Whoever can push a branch can do that."
  type        = bool
  default     = false
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

# tflint-ignore: terraform_unused_declarations # its validation is all that it is for
variable "destroying" {
  description = "Whether this run is to destroy the stack; terraform/stack says so."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.destroying && var.deletion_protection)
    error_message = "deletion_protection is on, and a destroy would take the bucket of all states away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then."
  }

  validation {
    condition     = !(var.destroying && terraform_data.environment.output != var.environment)
    error_message = "The stack bootstrap of this bucket is the one of ${terraform_data.environment.output}, and a destroy for ${var.environment} would take it away: take ${var.environment} out of more_environments in environments/${terraform_data.environment.output}/bootstrap.tfvars and apply bootstrap ${terraform_data.environment.output}."
  }
}
