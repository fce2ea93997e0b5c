variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that start with a letter and end with none of the hyphens, such as \"web\", but is \"${var.name}\"."
  }
}

variable "cluster_name" {
  type        = string
  nullable    = false
  description = "Name of the ECS cluster that the service runs in."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.cluster_name))
    error_message = "cluster_name must be up to 255 letters, digits, hyphens and underscores, and no ARN, but is \"${var.cluster_name}\"."
  }
}

variable "service_name" {
  type        = string
  nullable    = false
  description = "Name of the ECS service. Where the service takes this module's alarms, give its name and not its output: it would wait for itself."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.service_name))
    error_message = "service_name must be up to 255 letters, digits, hyphens and underscores, and no ARN, but is \"${var.service_name}\"."
  }
}

variable "watch_requests" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the service is behind a load balancer, whose requests are watched. False for a worker."
}

variable "load_balancer_arn_suffix" {
  type        = string
  default     = null
  description = "End of the balancer's ARN, as CloudWatch names it: app/harbour/50dc6c495c0c9188. Null where watch_requests is false."

  validation {
    condition     = !var.watch_requests || can(regex("^app/[A-Za-z0-9-]+/[0-9a-f]+$", var.load_balancer_arn_suffix))
    error_message = "load_balancer_arn_suffix must be the end of the ARN of an application load balancer, such as \"app/harbour/50dc6c495c0c9188\", but is \"${coalesce(var.load_balancer_arn_suffix, "null")}\". For a service without one, set watch_requests to false."
  }
}

variable "target_group_arn_suffix" {
  type        = string
  default     = null
  description = "End of the target group's ARN, as CloudWatch names it: targetgroup/web/6d0ecf831eec9f09. Null where watch_requests is false."

  validation {
    condition     = !var.watch_requests || can(regex("^targetgroup/[A-Za-z0-9-]+/[0-9a-f]+$", var.target_group_arn_suffix))
    error_message = "target_group_arn_suffix must be the end of the ARN of a target group, such as \"targetgroup/web/6d0ecf831eec9f09\", but is \"${coalesce(var.target_group_arn_suffix, "null")}\". For a service without one, set watch_requests to false."
  }
}

variable "thresholds" {
  type = object({
    target_5xx        = optional(number, 10)
    balancer_5xx      = optional(number, 10)
    connection_errors = optional(number, 10)
    latency_p95       = optional(number, 1)
    unhealthy_hosts   = optional(number, 0)
    running_tasks     = optional(number, 1)
  })
  nullable    = false
  default     = {}
  description = "What is still well: answers of 5xx a minute by the app and by the balancer itself, connections a minute that no task took, seconds in which 95 % of requests are answered, tasks that fail their health check, and how many tasks run at least."

  validation {
    condition     = alltrue([for count in [var.thresholds.target_5xx, var.thresholds.balancer_5xx, var.thresholds.connection_errors, var.thresholds.unhealthy_hosts, var.thresholds.running_tasks] : count >= 0 && floor(count) == count])
    error_message = "thresholds must be whole numbers of 0 or more, but for latency_p95, but are ${jsonencode(var.thresholds)}."
  }

  validation {
    condition     = var.thresholds.latency_p95 > 0
    error_message = "thresholds.latency_p95 must be more than 0 seconds, but is ${var.thresholds.latency_p95}."
  }
}

variable "evaluation" {
  type = object({
    minutes = optional(number, 3)
    bad     = optional(number, 2)
  })
  nullable    = false
  default     = {}
  description = "When an alarm goes off: when `bad` of the last `minutes` minutes are not well. A deployment is stopped the sooner the smaller both are, and the more often by chance."

  validation {
    condition     = var.evaluation.bad >= 1 && var.evaluation.minutes <= 60 && var.evaluation.bad <= var.evaluation.minutes && floor(var.evaluation.minutes) == var.evaluation.minutes && floor(var.evaluation.bad) == var.evaluation.bad
    error_message = "evaluation must be 1 to 60 minutes, of which as many or fewer are bad, but is ${var.evaluation.minutes} minutes and ${var.evaluation.bad} bad."
  }
}

variable "notify_topic_arns" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of the SNS topics that are told when an alarm goes off, and when it is over. CloudWatch must be allowed to use their KMS key."

  validation {
    condition     = alltrue([for arn in var.notify_topic_arns : can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:", arn))])
    error_message = "notify_topic_arns must be ARNs of SNS topics, such as [\"arn:aws:sns:eu-west-1:111122223333:alarms\"], but is ${jsonencode(var.notify_topic_arns)}."
  }
}

variable "dashboard" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether there is a dashboard of traffic, errors, latency, tasks, and what they use."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags for everything the module makes."
}
