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

variable "github_environment" {
  description = "The GitHub environment whose jobs may assume the roles build and scan, and whose variables they read, such as production-api; null: the one that `environment` names. Two services of one repository need one each, because their variables have the same names."
  type        = string
  default     = null

  validation {
    condition     = var.github_environment == null || (can(regex("^[^:*?$]{1,255}$", var.github_environment)) && try(trimspace(var.github_environment) == var.github_environment, false))
    error_message = "github_environment must be the name of a GitHub environment, such as production-api, without *, ?, $ and space around it, but is `${var.github_environment == null ? "null" : var.github_environment}`: a colon would end the subject of GitHub's tokens early."
  }
}

variable "more_github_environments" {
  description = "Further GitHub environments whose jobs may assume the roles build and scan, and no role that deploys: one for pull requests, such as pull-request, or one without reviewers for the jobs before a deployment. Whoever gets a job into one may push images into this repository."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.more_github_environments : can(regex("^[^:*?$]{1,255}$", name)) && trimspace(name) == name])
    error_message = "more_github_environments must be names of GitHub environments, such as [\"pull-request\"], without *, ?, $ and space around them, but are ${jsonencode(var.more_github_environments)}: a colon would end the subject of GitHub's tokens early."
  }
}

variable "service" {
  description = "The service, such as web."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.service)) && !endswith(var.service, "-") && !strcontains(var.service, "--")
    error_message = "service must be up to 16 lower-case letters, digits and single hyphens between them that begin with a letter, such as web, but is `${var.service}`."
  }

  validation {
    condition     = length(var.service) + length(var.environment) <= 23
    error_message = "service and environment may have 23 characters together, because a target group is named after both, but `${var.service}` and `${var.environment}` have ${length(var.service) + length(var.environment)}."
  }
}

variable "promote_from" {
  description = "Repositories of this account that images are promoted from, such as staging/web."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.promote_from : can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", name))])
    error_message = "promote_from must be names of repositories without a registry in front, such as [\"staging/web\"], but are ${jsonencode(var.promote_from)}."
  }
}

variable "build_cache" {
  description = "Makes a second repository, ‹name›-cache, for the registry cache of builds."
  type        = bool
  default     = false
  nullable    = false
}

variable "keep_images" {
  description = "An image without a tag deployed-… or pr-… stays until so many of any kind were pushed after it."
  type        = number
  default     = 1000
  nullable    = false
}

variable "pull_request_days" {
  description = "After how many days an image of a pull request expires."
  type        = number
  default     = 31
  nullable    = false
}

variable "keep_deployed" {
  description = "How many images with a tag deployed-… are kept, for going back."
  type        = number
  default     = 100
  nullable    = false
}

variable "inspector" {
  description = "Lets the scan role ask Inspector how dangerous a finding is: for kev and epss-above without a file."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Keeps the repository from being destroyed while it holds images."
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
    error_message = "deletion_protection is on, and a destroy would take the repository and its images away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then."
  }
}
