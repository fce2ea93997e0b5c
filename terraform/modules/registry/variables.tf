variable "name" {
  description = "The name of the repository, such as `team/web`, without a registry in front."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$", var.name)) && length(var.name) >= 2 && length(var.name) <= 250
    error_message = "name must be the name of an ECR repository, 2 to 250 characters such as \"team/web\": lower-case letters and digits, parted by single . _ - or /, but is \"${var.name}\"."
  }
}

variable "keep_images" {
  description = "An image without a rule of its own stays until so many of any kind were pushed after it: one that waits for its reviewers, and one that serves without a tag `deployed-…`, such as a sidecar's."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.keep_images >= 1 && floor(var.keep_images) == var.keep_images
    error_message = "keep_images must be a whole number of images above 0, such as 1000, but is ${var.keep_images}."
  }
}

variable "pull_request_days" {
  description = "After how many days an image that pull-request.yml has tagged `pr-…` expires; of one that was released under the same digest, too."
  type        = number
  default     = 31
  nullable    = false

  validation {
    condition     = var.pull_request_days >= 1 && floor(var.pull_request_days) == var.pull_request_days
    error_message = "pull_request_days must be a whole number of days above 0, such as 31, but is ${var.pull_request_days}."
  }
}

variable "keep_deployed" {
  description = "How many images that a deployment tagged `deployed-…` are kept; each is a place to go back to."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.keep_deployed >= 2 && floor(var.keep_deployed) == var.keep_deployed
    error_message = "keep_deployed must be a whole number of images from 2, what serves and what served before, but is ${var.keep_deployed}."
  }
}

variable "untagged_days" {
  description = "After how many days an image without a tag expires."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days must be a whole number of days above 0, such as 7, but is ${var.untagged_days}."
  }
}

variable "cache_days" {
  description = "After how many days a build cache that was not written again expires."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.cache_days >= 1 && floor(var.cache_days) == var.cache_days
    error_message = "cache_days must be a whole number of days above 0, such as 14, but is ${var.cache_days}."
  }
}

variable "cache_prefix" {
  description = "How the tags of build caches begin; build-push-ecr writes `cache-…`."
  type        = string
  default     = "cache-"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9._-]{0,126}$", var.cache_prefix)) && alltrue([for taken in ["deployed-", "pr-"] : !startswith(taken, var.cache_prefix) && !startswith(var.cache_prefix, taken)])
    error_message = "cache_prefix must be the beginning of a tag, such as \"cache-\", and none that tags of deployments (\"deployed-\") or pull requests (\"pr-\") have, but is \"${var.cache_prefix}\"."
  }
}

variable "cache_repository" {
  description = "Whether a second repository `‹name›-cache` with mutable tags is made for build caches, which an immutable one takes only once."
  type        = bool
  default     = false
  nullable    = false
}

variable "pull_account_ids" {
  description = "The ids of other AWS accounts that may pull the images, 12 digits each."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.pull_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "pull_account_ids must be ids of AWS accounts, 12 digits in quotes such as \"111122223333\", but are ${jsonencode(var.pull_account_ids)}."
  }
}

variable "replication" {
  description = "Where the images are copied to: regions, in this account unless `account_id` names another. The replication of a registry is one for all of its repositories: at most one module of an account and region may set it."
  type = list(object({
    region     = string
    account_id = optional(string)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for to in var.replication : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", to.region))])
    error_message = "replication must name regions such as \"eu-central-1\", but names ${jsonencode(var.replication[*].region)}."
  }

  validation {
    condition     = alltrue([for to in var.replication : to.account_id == null || can(regex("^[0-9]{12}$", to.account_id))])
    error_message = "replication must name accounts by 12 digits in quotes such as \"111122223333\", or not at all for this one, but names ${jsonencode(var.replication[*].account_id)}."
  }

  validation {
    condition     = length(distinct([for to in var.replication : "${to.region} ${coalesce(to.account_id, "this")}"])) == length(var.replication)
    error_message = "replication must name each region of an account once, but is ${jsonencode(var.replication)}."
  }

  validation {
    condition     = length(var.replication) <= 25
    error_message = "replication must name at most 25 destinations, which is ECR's limit, but names ${length(var.replication)}."
  }
}

variable "pull_through" {
  description = "Registries whose images ECR fetches and keeps on the first pull: the beginning of the repositories' names → `upstream`, a host such as `public.ecr.aws`, and `credential_arn`, a secret `ecr-pullthroughcache/…` of Secrets Manager for those that ask for a login."
  type = map(object({
    upstream       = string
    credential_arn = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for prefix in keys(var.pull_through) : can(regex("^([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$", prefix)) && length(prefix) >= 2 && length(prefix) <= 30])
    error_message = "pull_through must be keyed by beginnings of repository names, 2 to 30 characters such as \"docker-hub\", but has ${jsonencode(keys(var.pull_through))}."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through) : can(regex("^[a-z0-9-]+(\\.[a-z0-9-]+)+$", rule.upstream))])
    error_message = "pull_through must name each upstream by its host alone, such as \"registry-1.docker.io\", but names ${jsonencode(values(var.pull_through)[*].upstream)}."
  }

  validation {
    condition     = alltrue([for rule in values(var.pull_through) : rule.credential_arn == null || can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:ecr-pullthroughcache/.+$", rule.credential_arn))])
    error_message = "pull_through must name each credential_arn as the ARN of a secret whose name begins with ecr-pullthroughcache/, as ECR wants it, but names ${jsonencode(values(var.pull_through)[*].credential_arn)}."
  }
}

variable "deletion_protection" {
  description = "Whether a destroy fails on a repository that holds images; false deletes them along with it."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "The ARN of the KMS key that encrypts the images; the AWS-managed key when null. It can't be changed without a new repository."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/…\", or null, but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }
}

variable "tags" {
  description = "Tags on everything that this module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
