variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that begin with a letter and don't end with a hyphen, such as \"web\", but is \"${var.name}\"."
  }
}

variable "load_balancer_arn" {
  type        = string
  nullable    = false
  description = "ARN of the Application Load Balancer whose requests are inspected."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/app/.+$", var.load_balancer_arn))
    error_message = "load_balancer_arn must be the ARN of an Application Load Balancer, such as \"arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188\", but is \"${var.load_balancer_arn}\"."
  }
}

variable "rate_limit" {
  type        = number
  default     = 2000
  description = "Requests that one IP address may make in 5 minutes, from 10 to 2000000000, before more are refused; null means any number."

  validation {
    condition     = var.rate_limit == null || try(var.rate_limit >= 10 && var.rate_limit <= 2000000000 && floor(var.rate_limit) == var.rate_limit, false)
    error_message = "rate_limit must be a whole number of requests in 5 minutes from 10 to 2000000000, such as 2000, but is ${coalesce(var.rate_limit, 0)}."
  }
}

variable "managed_rules" {
  type = list(object({
    name  = string
    count = optional(list(string), [])
  }))
  nullable = false
  default = [
    { name = "AWSManagedRulesAmazonIpReputationList" },
    { name = "AWSManagedRulesCommonRuleSet" },
    { name = "AWSManagedRulesKnownBadInputsRuleSet" },
  ]
  description = "Rule groups of AWS that requests are held against, in this order, each with the names of those of its rules that only count."

  validation {
    condition     = alltrue([for group in var.managed_rules : can(regex("^AWSManagedRules[A-Za-z0-9]+$", group.name))])
    error_message = "managed_rules must name rule groups of AWS, such as \"AWSManagedRulesCommonRuleSet\", but names ${jsonencode(var.managed_rules[*].name)}."
  }

  validation {
    condition     = length(distinct(var.managed_rules[*].name)) == length(var.managed_rules)
    error_message = "managed_rules must name each rule group once, but names ${jsonencode(var.managed_rules[*].name)}."
  }

  validation {
    condition     = length(var.managed_rules) > 0 || var.rate_limit != null
    error_message = "managed_rules must name at least one rule group where rate_limit is null, for otherwise nothing is inspected, but is empty."
  }
}

variable "count_only" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether every rule only counts what it would refuse: to look before it is switched on."
}

variable "logging" {
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 90)
  })
  nullable    = false
  default     = {}
  description = "Record of requests that a rule refused or counted, in CloudWatch Logs: whether it is kept, and for how many days."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.logging.retention_days)
    error_message = "logging.retention_days must be a number of days that CloudWatch Logs offers, such as 30, 90 or 365, but is ${var.logging.retention_days}."
  }
}

variable "kms_key_arn" {
  type        = string
  default     = null
  description = "ARN of the KMS key that encrypts the log, whose policy must let CloudWatch Logs use it; null: the key that AWS manages."

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\", but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of everything the module makes, by key."
}
