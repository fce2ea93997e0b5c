# How requests reach the service, and how it is seen to be healthy.

variable "load_balancer" {
  type = object({
    listener_arn      = string
    security_group_id = string
    hosts             = optional(list(string), [])
    paths             = optional(list(string), ["/*"])
    priority          = optional(number, 100)
    port              = optional(number)
  })
  default     = null
  description = "Where requests come from: the listener of an application load balancer, its security group, the hosts and paths that lead here, the place of this rule among the listener's (1 to 50000, each once), and the port of the container that they go to, container.port unless given. Null: nothing can connect to the service."

  validation {
    condition     = var.load_balancer == null || can(regex("^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener/app/", var.load_balancer.listener_arn))
    error_message = "load_balancer.listener_arn must be the ARN of a listener of an application load balancer, such as \"arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/harbour/50dc6c495c0c9188/f2f7dc8efc522ab2\", but is \"${try(var.load_balancer.listener_arn, "")}\"."
  }

  validation {
    condition     = var.load_balancer == null || try(startswith(var.load_balancer.security_group_id, "sg-"), false)
    error_message = "load_balancer.security_group_id must be the id of the balancer's security group, such as \"sg-0123456789abcdef0\", but is \"${try(var.load_balancer.security_group_id, "")}\"."
  }

  validation {
    condition     = var.load_balancer == null || try(var.load_balancer.priority >= 1 && var.load_balancer.priority <= 50000 && floor(var.load_balancer.priority) == var.load_balancer.priority, false)
    error_message = "load_balancer.priority must be a whole number from 1 to 50000, but is ${try(var.load_balancer.priority, 0)}."
  }

  validation {
    condition     = var.load_balancer == null || try(length(var.load_balancer.hosts) + length(var.load_balancer.paths) >= 1 && length(var.load_balancer.hosts) + length(var.load_balancer.paths) <= 5, false)
    error_message = "load_balancer must name 1 to 5 hosts and paths in all, as a rule has no more values, but names ${try(length(var.load_balancer.hosts) + length(var.load_balancer.paths), 0)}."
  }

  validation {
    condition     = var.load_balancer == null || try(alltrue([for host in var.load_balancer.hosts : can(regex("^[A-Za-z0-9.*?-]{1,128}$", host))]), false)
    error_message = "load_balancer.hosts must be names without scheme, port and path, such as [\"www.example.com\"] or [\"*.example.com\"], but is ${jsonencode(try(var.load_balancer.hosts, []))}."
  }

  validation {
    condition     = var.load_balancer == null || try(alltrue([for path in var.load_balancer.paths : can(regex("^/[^?#\\s]{0,127}$", path))]), false)
    error_message = "load_balancer.paths must start with a slash and have no query, such as [\"/api/*\"], but is ${jsonencode(try(var.load_balancer.paths, []))}."
  }

  validation {
    condition     = var.load_balancer == null || var.container.port != null || try(var.load_balancer.port, null) != null
    error_message = "load_balancer needs a port to send requests to, but the container \"${var.container.name}\" has none: give container.port."
  }

  validation {
    condition     = var.load_balancer == null || try(var.load_balancer.port, null) == null || try(contains(local.ports, var.load_balancer.port), false)
    error_message = "load_balancer.port must be a port of the container \"${var.container.name}\", which has ${jsonencode(local.ports)}, but is ${try(coalesce(var.load_balancer.port), 0)}."
  }
}

variable "health_check" {
  type = object({
    path         = optional(string, "/healthz")
    port         = optional(number)
    interval     = optional(number, 10)
    timeout      = optional(number, 5)
    healthy      = optional(number, 2)
    unhealthy    = optional(number, 3)
    matcher      = optional(string, "200")
    grace_period = optional(number, 60)
  })
  nullable    = false
  default     = {}
  description = "How the load balancer sees that a task is well: it asks for `path` every `interval` seconds, waits for `timeout` seconds for an answer whose status is among `matcher`, and believes `healthy` good or `unhealthy` bad answers in a row. For `grace_period` seconds after its start no task is replaced for bad answers. It asks the port that requests go to, unless `port` names another of the container's."

  validation {
    condition     = can(regex("^/\\S*$", var.health_check.path)) && length(var.health_check.path) <= 1024
    error_message = "health_check.path must start with a slash and have no spaces and at most 1024 characters, such as \"/healthz\", but is \"${var.health_check.path}\"."
  }

  validation {
    condition     = var.health_check.port == null || try(contains(local.ports, var.health_check.port), false)
    error_message = "health_check.port must be a port of the container \"${var.container.name}\", which has ${jsonencode(local.ports)}, but is ${try(coalesce(var.health_check.port), 0)}."
  }

  validation {
    condition     = var.health_check.interval >= 5 && var.health_check.interval <= 300 && var.health_check.timeout >= 2 && var.health_check.timeout <= 120
    error_message = "health_check must have an interval of 5 to 300 seconds and a timeout of 2 to 120, but has ${var.health_check.interval} and ${var.health_check.timeout}."
  }

  validation {
    condition     = var.health_check.timeout < var.health_check.interval
    error_message = "health_check.timeout must be shorter than health_check.interval, ${var.health_check.interval} seconds, but is ${var.health_check.timeout}."
  }

  validation {
    condition     = alltrue([for count in [var.health_check.healthy, var.health_check.unhealthy] : count >= 2 && count <= 10])
    error_message = "health_check.healthy and health_check.unhealthy must be 2 to 10 answers, but are ${var.health_check.healthy} and ${var.health_check.unhealthy}."
  }

  validation {
    condition     = can(regex("^[2-4][0-9]{2}((-|,)[2-4][0-9]{2})*$", var.health_check.matcher))
    error_message = "health_check.matcher must be statuses from 200 to 499, such as \"200\", \"200,204\" or \"200-299\", but is \"${var.health_check.matcher}\"."
  }

  validation {
    condition     = var.health_check.grace_period >= 0 && var.health_check.grace_period <= 2147483647
    error_message = "health_check.grace_period must be a number of seconds of 0 or more, but is ${var.health_check.grace_period}."
  }
}

variable "deregistration_delay" {
  type        = number
  default     = null
  description = "Seconds that a task which is to stop goes on with the requests it has, while it gets no new ones: as long as the longest request takes, 0 to 3600. ECS takes the task out of the load balancer, waits for this long, and only then sends SIGTERM, from which stop_timeout runs; a deployment's old tasks stay for the sum of both. Null: stop_timeout, since an app that may take so long to end may take so long to answer."

  validation {
    condition     = var.deregistration_delay == null || try(var.deregistration_delay >= 0 && var.deregistration_delay <= 3600, false)
    error_message = "deregistration_delay must be 0 to 3600 seconds, or null for stop_timeout, but is ${coalesce(var.deregistration_delay, 0)}."
  }
}
