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

variable "create_boundary" {
  description = "Whether the policy `‹name›-boundary` is made, which says what the roles that the pipeline makes may do at most."
  type        = bool
  default     = false
  nullable    = false
}

variable "boundary_services" {
  description = "The services of AWS that a role under the boundary may ever touch, by their names in IAM, such as `dynamodb`: what Slipway's roles need, and what applications usually do. Of `ssm` that is its parameters alone, of `ssmmessages` the channels of a task."
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

variable "boundary_assume_role_arns" {
  description = "The ARNs of roles that a role under the boundary may become, such as one of another account that an application reads from; none when empty."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.boundary_assume_role_arns : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "boundary_assume_role_arns must be ARNs of roles, such as \"arn:aws:iam::444455556666:role/reports\", without *, but are ${jsonencode(var.boundary_assume_role_arns)}."
  }
}

variable "kept_buckets" {
  description = "The names of buckets that no role under the boundary may touch, such as that of the audit trail; the bucket of the state and its `‹bucket›-logs` are such anyway."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for bucket in var.kept_buckets : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", bucket))])
    error_message = "kept_buckets must be names of buckets, such as \"slipway-audit-111122223333\", and no ARNs, but are ${jsonencode(var.kept_buckets)}."
  }
}

variable "kept_key_arns" {
  description = "The ARNs of KMS keys that no role under the boundary may use or change, such as that of the audit trail; the key of the state is such anyway."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.kept_key_arns : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "kept_key_arns must be ARNs of KMS keys, such as \"arn:aws:kms:eu-west-1:111122223333:key/…\", and no aliases, but are ${jsonencode(var.kept_key_arns)}."
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
