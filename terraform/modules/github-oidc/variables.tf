variable "name" {
  description = "The base name of what this module makes: the roles are `‹name›-build`, `‹name›-deploy` and so on."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that begin with a letter and don't end with a hyphen, such as \"web\", but is \"${var.name}\"."
  }
}

variable "create_provider" {
  description = "Whether GitHub is made an identity provider here; an account has it once."
  type        = bool
  default     = false
  nullable    = false
}

variable "provider_arn" {
  description = "The ARN of the identity provider that is there already; that of GitHub in this account when null, whose ARN is known."
  type        = string
  default     = null

  validation {
    condition     = var.provider_arn == null || can(regex("^arn:[^:]+:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$", var.provider_arn))
    error_message = "provider_arn must be the ARN of GitHub's identity provider, \"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\", or null, but is \"${coalesce(var.provider_arn, "null")}\"."
  }

  validation {
    condition     = var.provider_arn == null || !var.create_provider
    error_message = "provider_arn names a provider that is there, and create_provider makes one: leave one of them out."
  }
}

variable "github" {
  description = "The repository whose jobs may assume the roles, by names and by numbers (`gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'` prints both). `subject` says which form of its tokens is trusted: `immutable`, of repositories that were made, renamed or transferred since 15 July 2026; `old`, without the numbers; or `both`."
  type = object({
    owner         = string
    owner_id      = optional(string)
    repository    = string
    repository_id = optional(string)
    subject       = optional(string, "both")
  })
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$", var.github.owner))
    error_message = "github.owner must be the name of a user or an organization, such as \"acme\", without anything that stands for other names, but is \"${var.github.owner}\"."
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,100}$", var.github.repository))
    error_message = "github.repository must be the name of a repository without its owner, such as \"web\", without anything that stands for other names, but is \"${var.github.repository}\"."
  }

  validation {
    condition     = contains(["both", "immutable", "old"], var.github.subject)
    error_message = "github.subject must be \"both\", \"immutable\" or \"old\", but is \"${var.github.subject}\"."
  }

  validation {
    condition     = var.github.subject == "old" || can(regex("^[1-9][0-9]*$", var.github.owner_id))
    error_message = "github.owner_id must be the number of ${var.github.owner}, but is ${var.github.owner_id == null ? "missing" : "\"${var.github.owner_id}\""}: `gh api repos/${var.github.owner}/${var.github.repository} --jq '.owner.id, .id'` prints it, and that of the repository."
  }

  validation {
    condition     = var.github.subject == "old" || can(regex("^[1-9][0-9]*$", var.github.repository_id))
    error_message = "github.repository_id must be the number of ${var.github.repository}, but is ${var.github.repository_id == null ? "missing" : "\"${var.github.repository_id}\""}: `gh api repos/${var.github.owner}/${var.github.repository} --jq '.owner.id, .id'` prints that of the owner, and it."
  }
}

variable "roles" {
  description = "The roles that are made, one for each duty, each with what it is for. What is null is not made."
  type = object({
    build = optional(object({
      repository_arns       = list(string)
      cache_repository_arns = optional(list(string), [])
      pull_repository_arns  = optional(list(string), [])
      create_repository     = optional(bool, false)
      public_images         = optional(bool, false)
      environments          = list(string)
      job_workflow_ref      = optional(string)
    }))
    scan = optional(object({
      repository_arns   = list(string)
      baseline_services = optional(list(string), [])
      inspector         = optional(bool, false)
      environments      = list(string)
      job_workflow_ref  = optional(string)
    }))
    deploy = optional(object({
      cluster_name       = string
      service_name       = string
      task_family        = string
      template_family    = string
      task_role_arn      = string
      execution_role_arn = string
      log_group_arn      = string
      repository_arns    = list(string)
      keep_revisions     = optional(bool, false)
      environments       = list(string)
      job_workflow_ref   = optional(string)
    }))
    plan = optional(object({
      state_bucket_arn  = string
      state_keys_prefix = optional(string, "")
      kms_key_arn       = optional(string)
      pull_requests     = optional(bool, false)
      refs              = optional(list(string), [])
      environments      = optional(list(string), [])
      job_workflow_ref  = optional(string)
    }))
    apply = optional(object({
      state_bucket_arn  = string
      state_keys_prefix = optional(string, "")
      kms_key_arn       = optional(string)
      boundary_arn      = optional(string)
      hosted_zone_ids   = optional(list(string), [])
      environments      = list(string)
      job_workflow_ref  = optional(string)
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for environment in flatten([for role in var.roles : try(role.environments, [])]) : !strcontains(environment, ":")])
    error_message = "roles must name environments without a colon, because what stands behind it would be read as another part of the subject, but name ${jsonencode(distinct([for environment in flatten([for role in var.roles : try(role.environments, [])]) : environment if strcontains(environment, ":")]))}."
  }

  validation {
    condition     = alltrue([for environment in flatten([for role in var.roles : try(role.environments, [])]) : can(regex("^[^*?$:]{1,255}$", environment)) && trimspace(environment) == environment])
    error_message = "roles must name environments as they are, without *, ? or $, which stand for other names, and without space around them, but name ${jsonencode(distinct([for environment in flatten([for role in var.roles : try(role.environments, [])]) : environment if !can(regex("^[^*?$:]{1,255}$", environment)) || trimspace(environment) != environment]))}."
  }

  validation {
    condition     = alltrue([for ref in try(var.roles.plan.refs, []) : can(regex("^refs/(heads|tags)/[^*?$:\\s]+$", ref))])
    error_message = "roles.plan.refs must be whole refs without *, ? or $, such as \"refs/heads/main\", but are ${jsonencode(try(var.roles.plan.refs, []))}."
  }

  validation {
    condition     = alltrue([for role in var.roles : length(try(role.environments, [])) + length(try(role.refs, [])) + (try(role.pull_requests, false) ? 1 : 0) > 0 if role != null])
    error_message = "roles must each be for somebody, but nobody could assume ${join(", ", [for duty, role in var.roles : duty if role != null && length(try(role.environments, [])) + length(try(role.refs, [])) + (try(role.pull_requests, false) ? 1 : 0) == 0])}: name environments, such as [\"production\"]."
  }

  validation {
    condition     = alltrue([for role in var.roles : try(role.job_workflow_ref, null) == null || can(regex("^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+/\\.github/workflows/[^@*?$]+\\.ya?ml@(refs/(heads|tags)/[^*?$:\\s]+|[0-9a-f]{40})$", role.job_workflow_ref))])
    error_message = "roles must name a job_workflow_ref as GitHub's tokens do, OWNER/REPOSITORY/.github/workflows/FILE.yml@refs/heads/main (or @refs/tags/…, or @ and a commit), without *, ? or $, but name ${jsonencode(distinct([for role in var.roles : role.job_workflow_ref if try(role.job_workflow_ref, null) != null]))}."
  }

  validation {
    condition     = alltrue([for arn in flatten([for role in var.roles : [try(role.repository_arns, []), try(role.cache_repository_arns, []), try(role.pull_repository_arns, [])]]) : can(regex("^arn:[^:]+:ecr:[^:]+:[0-9]{12}:repository/[a-z0-9._/-]+$", arn))])
    error_message = "roles must name repositories by their ARNs, such as \"arn:aws:ecr:eu-west-1:111122223333:repository/team/web\", without *, but name ${jsonencode(distinct(flatten([for role in var.roles : [try(role.repository_arns, []), try(role.cache_repository_arns, []), try(role.pull_repository_arns, [])]])))}."
  }

  validation {
    condition     = alltrue([for service in try(var.roles.scan.baseline_services, []) : can(regex("^[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}$", service))])
    error_message = "roles.scan.baseline_services must be services with their clusters, such as \"production/web\", but are ${jsonencode(try(var.roles.scan.baseline_services, []))}."
  }
}

variable "create_boundary" {
  description = "Whether the policy `‹name›-boundary` is made, which says what the roles that the pipeline makes may do at most."
  type        = bool
  default     = false
  nullable    = false
}

variable "boundary_services" {
  description = "The services of AWS that a role under the boundary may ever touch, by their names in IAM, such as `dynamodb`: what Slipway's roles need, and what applications usually do."
  type        = set(string)
  default = [
    "cloudwatch", "dynamodb", "ecr", "ecr-public", "ecs", "elasticloadbalancing", "events", "inspector2", "kinesis", "kms", "logs",
    "s3", "secretsmanager", "sns", "sqs", "ssm", "ssmmessages", "xray",
  ]
  nullable = false

  validation {
    condition     = alltrue([for service in var.boundary_services : can(regex("^[a-z0-9-]+$", service))])
    error_message = "boundary_services must be names of services as IAM has them, such as \"dynamodb\", but are ${jsonencode(var.boundary_services)}."
  }

  validation {
    condition     = length(setintersection(var.boundary_services, ["iam", "sts", "organizations", "account"])) == 0
    error_message = "boundary_services must not name ${join(", ", setintersection(var.boundary_services, ["iam", "sts", "organizations", "account"]))}: a role that can make roles, or become another one, has no boundary."
  }
}

variable "permissions_boundary_arn" {
  description = "The ARN of the policy that says what the roles of this module may do at most; none when null."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[^:]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of a policy, such as \"arn:aws:iam::111122223333:policy/slipway/slipway-boundary\", or null, but is \"${coalesce(var.permissions_boundary_arn, "null")}\"."
  }
}

variable "tags" {
  description = "Tags on everything that this module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
