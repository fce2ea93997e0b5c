variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that start with a letter and end with none of the hyphens, such as \"web\", but is \"${var.name}\"."
  }
}

variable "container_insights" {
  type        = string
  nullable    = false
  default     = "enhanced"
  description = "What CloudWatch measures of the cluster: \"enhanced\" down to each task and container, \"enabled\" down to each service, or \"disabled\". The count of running tasks is among it, in either form."

  validation {
    condition     = contains(["enhanced", "enabled", "disabled"], var.container_insights)
    error_message = "container_insights must be \"enhanced\", \"enabled\" or \"disabled\", but is \"${var.container_insights}\"."
  }
}

variable "capacity" {
  type = object({
    on_demand_base   = optional(number, 1)
    on_demand_weight = optional(number, 1)
    spot_weight      = optional(number, 0)
  })
  nullable    = false
  default     = {}
  description = "Where tasks run that ask for nothing else: the first `on_demand_base` of a service on Fargate, the others on Fargate and Fargate Spot in proportion to their weights. Spot costs about a third and may be taken away with two minutes' notice."

  validation {
    condition     = var.capacity.on_demand_base >= 0 && var.capacity.on_demand_base <= 100000 && floor(var.capacity.on_demand_base) == var.capacity.on_demand_base
    error_message = "capacity.on_demand_base must be a number of tasks from 0 to 100000, but is ${var.capacity.on_demand_base}."
  }

  validation {
    condition     = alltrue([for weight in [var.capacity.on_demand_weight, var.capacity.spot_weight] : weight >= 0 && weight <= 1000 && floor(weight) == weight])
    error_message = "capacity.on_demand_weight and capacity.spot_weight must be whole numbers from 0 to 1000, but are ${var.capacity.on_demand_weight} and ${var.capacity.spot_weight}."
  }

  validation {
    condition     = var.capacity.on_demand_weight + var.capacity.spot_weight > 0
    error_message = "capacity must give on_demand_weight or spot_weight more than 0, or no task beyond the base has a place to run, but both are 0."
  }
}

variable "exec_logging" {
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 30)
  })
  nullable    = false
  default     = {}
  description = "Whether what people type and see in `aws ecs execute-command` is kept in a log group of its own, and for how many days."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.exec_logging.retention_days)
    error_message = "exec_logging.retention_days must be a number of days that CloudWatch Logs knows (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653), but is ${var.exec_logging.retention_days}."
  }
}

variable "kms_key_arn" {
  type        = string
  default     = null
  description = "ARN of the KMS key that encrypts sessions of execute-command and their log; null: the key that AWS manages. Its policy must let CloudWatch Logs use it."

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\", but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags for everything the module makes."
}
