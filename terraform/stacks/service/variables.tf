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
  description = "The GitHub environment whose jobs may assume the deploy role, and whose variables they read, such as production-api; null: the one that `environment` names. Two services of one repository need one each, because their variables have the same names."
  type        = string
  default     = null

  validation {
    condition     = var.github_environment == null || (can(regex("^[^:*?$]{1,255}$", var.github_environment)) && try(trimspace(var.github_environment) == var.github_environment, false))
    error_message = "github_environment must be the name of a GitHub environment, such as production-api, without *, ?, $ and space around it, but is `${var.github_environment == null ? "null" : var.github_environment}`: a colon would end the subject of GitHub's tokens early."
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

variable "container" {
  description = "The container that the pipeline puts images into: its name, the TCP port that it listens on, more_ports besides, what overrules the image, and a `health_check` that is run in it, in seconds. The last is optional, because the image has to bring the program for it and a minimal one has none; without it the load balancer's check alone counts, and rendering a revision warns of that."
  type = object({
    name              = optional(string, "web")
    port              = optional(number, 8080)
    more_ports        = optional(list(number), [])
    command           = optional(list(string))
    entry_point       = optional(list(string))
    working_directory = optional(string)
    health_check = optional(object({
      command      = list(string)
      interval     = optional(number, 30)
      timeout      = optional(number, 5)
      retries      = optional(number, 3)
      start_period = optional(number, 0)
    }))
  })
  default  = {}
  nullable = false
}

variable "cpu" {
  description = "Of a task, in 1/1024 of a vCPU: 256, 512, 1024, …"
  type        = number
  default     = 256
  nullable    = false
}

variable "memory" {
  description = "Of a task, in MiB; Fargate has certain amounts for each cpu."
  type        = number
  default     = 512
  nullable    = false
}

variable "architecture" {
  description = "X86_64 or ARM64, as the image is built."
  type        = string
  default     = "X86_64"
  nullable    = false
}

variable "environment_variables" {
  description = "What the container reads from its environment; no secrets."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = "Environment variables whose values stand elsewhere: name to the ARN of a parameter of SSM, or of a secret of Secrets Manager, with `:key:stage:version` behind it where one key of its JSON is meant (`:key::` for the latest). The execution role may read exactly these."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "health_check" {
  description = "What the load balancer asks of each task, in seconds and counts: `path` on the container's port, or on another `port` of its own."
  type = object({
    path         = optional(string, "/healthz")
    port         = optional(number)
    interval     = optional(number, 10)
    timeout      = optional(number, 5)
    healthy      = optional(number, 2)
    unhealthy    = optional(number, 2)
    matcher      = optional(string, "200")
    grace_period = optional(number, 30)
  })
  default  = {}
  nullable = false
}

variable "hosts" {
  description = "The host names that lead to this service; empty: any."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for host in var.hosts : can(regex("^[A-Za-z0-9.*?-]{1,128}$", host))])
    error_message = "hosts must be names without scheme, port and path, such as [\"www.example.org\"], but are ${jsonencode(var.hosts)}."
  }
}

variable "paths" {
  description = "The paths that lead to this service."
  type        = list(string)
  default     = ["/*"]
  nullable    = false

  validation {
    condition     = alltrue([for path in var.paths : can(regex("^/[^?#\\s]{0,127}$", path))])
    error_message = "paths must start with a slash and have no query, such as [\"/api/*\"], but are ${jsonencode(var.paths)}."
  }

  validation {
    condition     = length(var.hosts) + length(var.paths) >= 1 && length(var.hosts) + length(var.paths) <= 5
    error_message = "hosts and paths must be 1 to 5 in all, as a rule of the load balancer has no more values, but are ${length(var.hosts) + length(var.paths)}."
  }
}

variable "priority" {
  description = "The place of this service's rule among those of the listener, 1 to 50000; each service has its own."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.priority >= 1 && var.priority <= 50000 && floor(var.priority) == var.priority
    error_message = "priority must be a whole number from 1 to 50000, but is ${var.priority}."
  }
}

variable "scaling" {
  description = "How many tasks run: at least `min`, at most `max`, by targets for `cpu` and `memory` (percent) and `requests` (a minute for each task). The cooldowns are in seconds. Null leaves the count to the pipeline."
  type = object({
    min                = number
    max                = number
    cpu                = optional(number, 60)
    memory             = optional(number, 75)
    requests           = optional(number)
    scale_in_cooldown  = optional(number, 300)
    scale_out_cooldown = optional(number, 60)
  })
  default = null
}

variable "dashboard" {
  description = "Makes a dashboard of traffic, errors, latency and tasks."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Keeps the service from being destroyed; set it to false before a destroy."
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
    error_message = "deletion_protection is on, and a destroy would take a service that may be running away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then."
  }
}
