# How many tasks there are, on which capacity, and how ECS replaces them.

variable "capacity" {
  type = object({
    on_demand_base   = optional(number, 1)
    on_demand_weight = optional(number, 1)
    spot_weight      = optional(number, 0)
  })
  nullable    = false
  default     = {}
  description = "Where tasks run: the first `on_demand_base` on Fargate, the others on Fargate and Fargate Spot in proportion to their weights. Spot costs about a third and may be taken away with two minutes' notice."

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

variable "scaling" {
  type = object({
    min                = number
    max                = number
    cpu                = optional(number)
    memory             = optional(number)
    requests           = optional(number)
    scale_in_cooldown  = optional(number, 300)
    scale_out_cooldown = optional(number, 60)
  })
  default     = null
  description = "How many tasks run: at least `min`, at most `max`, as many as keep each target that is given: `cpu` and `memory` in percent of what tasks have, `requests` a minute for each task. The cooldowns are in seconds. Null: as many as the pipeline asks for."

  validation {
    condition     = var.scaling == null || try(var.scaling.min >= 1 && floor(var.scaling.min) == var.scaling.min, false)
    error_message = "scaling.min must be 1 or more, but is ${try(var.scaling.min, 0)}: without a task there is nothing that could be measured, and nothing that answers."
  }

  validation {
    condition     = var.scaling == null || try(var.scaling.max >= var.scaling.min && floor(var.scaling.max) == var.scaling.max, false)
    error_message = "scaling.max must be scaling.min, ${try(var.scaling.min, 0)}, or more, but is ${try(var.scaling.max, 0)}."
  }

  validation {
    condition     = var.scaling == null || try(length([for target in [var.scaling.cpu, var.scaling.memory, var.scaling.requests] : target if target != null]) > 0, false)
    error_message = "scaling must have a target for cpu, memory or requests, but has none."
  }

  validation {
    condition     = var.scaling == null || try(alltrue([for target in [var.scaling.cpu, var.scaling.memory] : coalesce(target, 1) >= 1 && coalesce(target, 1) <= 100]), false)
    error_message = "scaling.cpu and scaling.memory must be 1 to 100 percent, but are ${jsonencode([try(var.scaling.cpu, null), try(var.scaling.memory, null)])}."
  }

  validation {
    condition     = var.scaling == null || try(coalesce(var.scaling.requests, 1) > 0, false)
    error_message = "scaling.requests must be more than 0 requests a minute, but is ${try(coalesce(var.scaling.requests), 0)}."
  }

  validation {
    condition     = try(var.scaling.requests, null) == null || var.load_balancer != null
    error_message = "scaling.requests needs a load_balancer that counts requests, but load_balancer is null."
  }

  validation {
    condition     = var.scaling == null || try(var.scaling.scale_in_cooldown >= 0 && var.scaling.scale_out_cooldown >= 0, false)
    error_message = "scaling.scale_in_cooldown and scaling.scale_out_cooldown must be 0 seconds or more, but are ${try(var.scaling.scale_in_cooldown, 0)} and ${try(var.scaling.scale_out_cooldown, 0)}."
  }
}

variable "deployment_percent" {
  type = object({
    minimum_healthy = optional(number, 100)
    maximum         = optional(number, 200)
  })
  nullable    = false
  default     = {}
  description = "How many of the desired tasks must be healthy during a deployment, and how many there may be, in percent. The default starts new tasks before it stops old ones."

  validation {
    condition     = var.deployment_percent.minimum_healthy >= 0 && var.deployment_percent.minimum_healthy <= 100 && var.deployment_percent.maximum >= 100 && var.deployment_percent.maximum > var.deployment_percent.minimum_healthy
    error_message = "deployment_percent must have a minimum_healthy of 0 to 100 and a maximum of 100 or more that is above it, but has ${var.deployment_percent.minimum_healthy} and ${var.deployment_percent.maximum}: no task could be replaced."
  }
}

variable "circuit_breaker" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether ECS itself gives up a deployment whose tasks keep failing, and goes back to the revision before."
}

variable "alarm_names" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "Names of the CloudWatch alarms that make ECS give up a deployment and go back, such as the output deployment_alarm_names of the module alarms."

  validation {
    condition     = alltrue([for name in var.alarm_names : length(name) >= 1 && length(name) <= 255 && !startswith(name, "arn:")])
    error_message = "alarm_names must be names of alarms, and no ARNs, such as [\"web-5xx\"], but is ${jsonencode(var.alarm_names)}."
  }
}

variable "availability_zone_rebalancing" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether ECS moves tasks so that the zones have as many of them, after a zone was lost."

  validation {
    condition     = !var.availability_zone_rebalancing || var.deployment_percent.maximum > 100
    error_message = "availability_zone_rebalancing must be false where deployment_percent.maximum is 100, but is true: ECS starts a task in the other zone before it stops one."
  }
}
