variable "bucket" {
  description = "The name of the bucket, unique in all of AWS, such as `acme-web-state`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,56}[a-z0-9]$", var.bucket)) && !strcontains(var.bucket, "--")
    error_message = "bucket must be 3 to 58 lower-case letters, digits and single hyphens, such as \"acme-web-state\", so that \"-logs\" still fits behind it, but is \"${var.bucket}\"."
  }
}

variable "kms" {
  description = "How the state is encrypted: `aws:kms` with a key of KMS, or `AES256` with one of S3, which costs nothing and can't be shared with other accounts."
  type        = string
  default     = "aws:kms"
  nullable    = false

  validation {
    condition     = contains(["aws:kms", "AES256"], var.kms)
    error_message = "kms must be \"aws:kms\" or \"AES256\", but is \"${var.kms}\"."
  }
}

variable "kms_key_arn" {
  description = "The ARN of the KMS key that encrypts the state; a key is made when null. Without meaning for `AES256`."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/…\", or null, but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }

  validation {
    condition     = var.kms_key_arn == null || var.kms == "aws:kms"
    error_message = "kms_key_arn has no meaning where kms is \"${var.kms}\": leave one of them out."
  }
}

variable "noncurrent_days" {
  description = "For how many days an earlier version of a state is kept after a newer one replaced it, to be put back by hand."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.noncurrent_days >= 1 && floor(var.noncurrent_days) == var.noncurrent_days
    error_message = "noncurrent_days must be a whole number of days above 0, such as 90, but is ${var.noncurrent_days}."
  }
}

variable "keep_noncurrent" {
  description = "How many earlier versions of each state are kept however old they are, 1 to 100; null keeps none beyond `noncurrent_days`."
  type        = number
  default     = 20

  validation {
    condition     = var.keep_noncurrent == null ? true : var.keep_noncurrent >= 1 && var.keep_noncurrent <= 100 && floor(var.keep_noncurrent) == var.keep_noncurrent
    error_message = "keep_noncurrent must be a whole number of versions from 1 to 100, which is S3's limit, or null, but is ${coalesce(var.keep_noncurrent, 0)}."
  }
}

variable "tls_only" {
  description = "Whether the bucket refuses requests that are not encrypted on their way. False only for emulators."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_only" {
  description = "Whether the bucket refuses to write what asks to be encrypted otherwise than by its key; what asks for nothing gets that key. False only for emulators; without meaning for `AES256`."
  type        = bool
  default     = true
  nullable    = false
}

variable "only_principal_arns" {
  description = "The ARNs of the roles and users that alone may touch the bucket, `*` for any run of characters; all whom their own policies allow when empty. The account's root user always may."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.only_principal_arns : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user)/.+$", arn))])
    error_message = "only_principal_arns must be ARNs of roles or users, such as \"arn:aws:iam::111122223333:role/slipway/web-apply\" (of a role, not of its session), but are ${jsonencode(var.only_principal_arns)}."
  }
}

variable "access_logs" {
  description = "Whether a bucket `‹bucket›-logs` keeps who read and wrote the state, and for how many days."
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 90)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.access_logs.retention_days >= 1 && floor(var.access_logs.retention_days) == var.access_logs.retention_days
    error_message = "access_logs must have retention_days, a whole number of days above 0, such as 90, but has ${var.access_logs.retention_days}."
  }
}

variable "deletion_protection" {
  description = "Whether the bucket refuses to be deleted, and a destroy fails on one that holds states; false deletes every state along with it."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags on everything that this module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
