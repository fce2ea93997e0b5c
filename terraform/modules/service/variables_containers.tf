# The containers of a task, and what they read from their environment.

variable "container" {
  type = object({
    name              = optional(string, "web")
    port              = optional(number)
    more_ports        = optional(list(number), [])
    command           = optional(list(string))
    entry_point       = optional(list(string))
    working_directory = optional(string)
    health_check = optional(object({
      command      = list(string)
      interval     = optional(number, 30)
      timeout      = optional(number, 5)
      retries      = optional(number, 3)
      start_period = optional(number, 0)
    }))
  })
  nullable    = false
  default     = { name = "web", port = 8080 }
  description = "The container that the pipeline puts images into: its name, the TCP port that it listens on (none for a worker), more_ports besides, and what overrules the image. Its health_check runs inside the container, in seconds; behind a load balancer it is rarely needed."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.container.name))
    error_message = "container.name must be up to 255 letters, digits, hyphens and underscores, such as \"web\", but is \"${var.container.name}\"."
  }

  validation {
    condition     = alltrue([for port in concat(var.container.port[*], var.container.more_ports) : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "container.port and container.more_ports must be numbers from 1 to 65535, but are ${jsonencode(concat(var.container.port[*], var.container.more_ports))}."
  }

  validation {
    condition     = length(distinct(concat(var.container.port[*], var.container.more_ports))) == length(concat(var.container.port[*], var.container.more_ports))
    error_message = "container.port and container.more_ports must name each port once, but are ${jsonencode(concat(var.container.port[*], var.container.more_ports))}."
  }

  validation {
    condition     = var.container.health_check == null || try(contains(["CMD", "CMD-SHELL"], var.container.health_check.command[0]) && length(var.container.health_check.command) > 1, false)
    error_message = "container.health_check.command must begin with \"CMD\" or \"CMD-SHELL\" and go on, or it is never run, but is ${jsonencode(try(var.container.health_check.command, null))}."
  }

  validation {
    condition = var.container.health_check == null || try(
      var.container.health_check.interval >= 5 && var.container.health_check.interval <= 300 &&
      var.container.health_check.timeout >= 2 && var.container.health_check.timeout <= 60 &&
      var.container.health_check.retries >= 1 && var.container.health_check.retries <= 10 &&
    var.container.health_check.start_period >= 0 && var.container.health_check.start_period <= 300, false)
    error_message = "container.health_check must have an interval of 5 to 300 seconds, a timeout of 2 to 60, 1 to 10 retries and a start_period of 0 to 300, but is ${jsonencode(var.container.health_check)}."
  }
}

variable "sidecars" {
  type = map(object({
    image                 = string
    essential             = optional(bool, false)
    command               = optional(list(string))
    environment_variables = optional(map(string), {})
    secrets               = optional(map(string), {})
    user                  = optional(string, "1000:1000")
    read_only_root        = optional(bool, true)
    writable_paths        = optional(map(number), {})
  }))
  nullable    = false
  default     = {}
  description = "Containers beside the main one, such as a collector of metrics: name to image and settings. The pipeline leaves their images alone, so each is pinned by digest here."

  validation {
    condition     = alltrue([for sidecar in values(var.sidecars) : can(regex("@sha256:[0-9a-f]{64}$", sidecar.image))])
    error_message = "Every image in sidecars must be pinned by digest, as in \"public.ecr.aws/team/agent@sha256:…\", but not so are: ${join(", ", [for name, sidecar in var.sidecars : "${name} (\"${sidecar.image}\")" if !can(regex("@sha256:[0-9a-f]{64}$", sidecar.image))])}. What a tag names can change without a deployment."
  }

  validation {
    condition     = alltrue([for name in keys(var.sidecars) : can(regex("^[A-Za-z0-9_-]{1,255}$", name)) && name != var.container.name])
    error_message = "Every name in sidecars must be up to 255 letters, digits, hyphens and underscores, and another than \"${var.container.name}\", the main container's, but the names are ${jsonencode(keys(var.sidecars))}."
  }

  validation {
    condition     = length(var.sidecars) <= 9
    error_message = "sidecars may be 9 at most, as a task has at most 10 containers, but are ${length(var.sidecars)}."
  }

  validation {
    condition     = alltrue([for sidecar in values(var.sidecars) : alltrue([for arn in values(sidecar.secrets) : can(regex(local.secret_pattern, arn))])])
    error_message = "Every secret of a sidecar must be the ARN of a parameter of SSM or of a secret of Secrets Manager, but not so are those of: ${join(", ", [for name, sidecar in var.sidecars : name if !alltrue([for arn in values(sidecar.secrets) : can(regex(local.secret_pattern, arn))])])}."
  }

  validation {
    condition     = alltrue([for sidecar in values(var.sidecars) : length(setintersection(keys(sidecar.environment_variables), keys(sidecar.secrets))) == 0])
    error_message = "A name must stand among the environment_variables or among the secrets of a sidecar, but in both stand some of: ${join(", ", [for name, sidecar in var.sidecars : name if length(setintersection(keys(sidecar.environment_variables), keys(sidecar.secrets))) > 0])}."
  }
}

variable "environment_variables" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "What the container reads from its environment: name to value. Anybody who may read task definitions may read these; what is secret belongs into secrets."

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", name))])
    error_message = "Every name in environment_variables must be letters, digits, underscores, dots and hyphens that start with no digit, such as \"LOG_LEVEL\", but not so are: ${join(", ", [for name in keys(var.environment_variables) : "\"${name}\"" if !can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", name))])}."
  }

  validation {
    condition     = length(setintersection(keys(var.environment_variables), keys(var.secrets))) == 0
    error_message = "A name must stand in environment_variables or in secrets, but in both stand: ${join(", ", setintersection(keys(var.environment_variables), keys(var.secrets)))}. ECS refuses such a task definition."
  }
}

variable "secrets" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Environment variables whose values stand elsewhere: name to the ARN of a parameter of SSM, or of a secret of Secrets Manager, with `:key:stage:version` behind it where one key of its JSON is meant. The execution role may read exactly these."

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", name))])
    error_message = "Every name in secrets must be letters, digits, underscores, dots and hyphens that start with no digit, such as \"DATABASE_URL\", but not so are: ${join(", ", [for name in keys(var.secrets) : "\"${name}\"" if !can(regex("^[A-Za-z_][A-Za-z0-9_.-]*$", name))])}."
  }

  validation {
    condition     = alltrue([for arn in values(var.secrets) : can(regex(local.secret_pattern, arn))])
    error_message = "Every value in secrets must be the ARN of a parameter, such as \"arn:aws:ssm:eu-west-1:111122223333:parameter/web/key\", or of a secret, such as \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:web-AbCdEf\", but not so are those of: ${join(", ", [for name, arn in var.secrets : name if !can(regex(local.secret_pattern, arn))])}. A value of its own has no place here: everybody who sees the plan would read it."
  }
}

variable "secrets_kms_key_arns" {
  type        = list(string)
  default     = null
  description = "ARNs of the KMS keys that encrypt the secrets, where they are not encrypted with the keys that AWS manages; null: kms_key_arn, if given."

  validation {
    condition     = alltrue([for arn in coalesce(var.secrets_kms_key_arns, []) : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "secrets_kms_key_arns must be ARNs of KMS keys, such as \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\", but is ${jsonencode(var.secrets_kms_key_arns)}."
  }
}
