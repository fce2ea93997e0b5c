variable "name" {
  description = "The base name of what this module makes, such as `acme`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that begin with a letter and don't end with a hyphen, such as \"web\", but is \"${var.name}\"."
  }
}

variable "cloudtrail" {
  description = "Whether CloudTrail records who called what in every region of the account, into a bucket of its own. False where a trail of the organization does, and for emulators that have no CloudTrail."
  type        = bool
  default     = true
  nullable    = false
}

variable "bucket" {
  description = "The name of the bucket for the trail; `‹name›-audit-‹account›` when null."
  type        = string
  default     = null

  validation {
    condition     = var.bucket == null || (can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket)))
    error_message = "bucket must be 3 to 63 lower-case letters, digits and hyphens, such as \"acme-audit\", or null, but is \"${coalesce(var.bucket, "null")}\"."
  }
}

variable "retention_days" {
  description = "For how many days the trail is kept."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.retention_days >= 90 && floor(var.retention_days) == var.retention_days
    error_message = "retention_days must be a whole number of days from 90, which CloudTrail itself remembers for nothing, but is ${var.retention_days}."
  }
}

variable "tls_only" {
  description = "Whether the bucket refuses requests that are not encrypted on their way. False only for emulators."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether nothing is deleted from the trail's bucket before its time, and a destroy fails on it; false deletes what was recorded along with the bucket."
  type        = bool
  default     = true
  nullable    = false
}

variable "guardduty" {
  description = "Whether GuardDuty looks for what only an intruder does, in this region. False where the organization's administrator switched it on, or a detector is there: an account has one a region."
  type        = bool
  default     = true
  nullable    = false
}

variable "finding_publishing_frequency" {
  description = "How often GuardDuty tells again of a finding that goes on: FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS."
  type        = string
  default     = "FIFTEEN_MINUTES"
  nullable    = false

  validation {
    condition     = contains(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"], var.finding_publishing_frequency)
    error_message = "finding_publishing_frequency must be FIFTEEN_MINUTES, ONE_HOUR or SIX_HOURS, but is \"${var.finding_publishing_frequency}\"."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the KMS key that encrypts the trail, whose policy lets CloudTrail use it; a key is made when null."
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
