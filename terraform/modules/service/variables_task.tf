# What a task is: its size, its containers, and what they get to know and may do.

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
    condition     = alltrue([for port in concat(var.container.port == null ? [] : [var.container.port], var.container.more_ports) : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "container.port and container.more_ports must be numbers from 1 to 65535, but are ${jsonencode(concat(var.container.port == null ? [] : [var.container.port], var.container.more_ports))}."
  }

  validation {
    condition     = length(distinct(concat(var.container.port == null ? [] : [var.container.port], var.container.more_ports))) == length(concat(var.container.port == null ? [] : [var.container.port], var.container.more_ports))
    error_message = "container.port and container.more_ports must name each port once, but are ${jsonencode(concat(var.container.port == null ? [] : [var.container.port], var.container.more_ports))}."
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

variable "repository_url" {
  type        = string
  nullable    = false
  description = "Address of the repository that the pipeline pushes to, without a scheme, a tag or a digest, as in 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web."

  validation {
    condition     = can(regex("^[A-Za-z0-9.-]+(:[0-9]+)?/[a-z0-9]+([._/-][a-z0-9]+)*$", var.repository_url))
    error_message = "repository_url must be a registry and a repository without scheme, tag and digest, such as \"111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web\", but is \"${var.repository_url}\". Which image runs is for the pipeline to say."
  }
}

variable "repository_arn" {
  type        = string
  default     = null
  description = "ARN of the same repository; null: as repository_url says, or of the cluster's account and region where that names none."

  validation {
    condition     = var.repository_arn == null || can(regex("^arn:aws[a-z-]*:ecr:[a-z0-9-]+:[0-9]{12}:repository/[a-z0-9]", var.repository_arn))
    error_message = "repository_arn must be the ARN of a repository, such as \"arn:aws:ecr:eu-west-1:111122223333:repository/team/web\", but is \"${coalesce(var.repository_arn, "null")}\"."
  }
}

variable "cpu" {
  type        = number
  nullable    = false
  default     = 256
  description = "CPU units of a task, 1024 of which are one vCPU: 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768."

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384, 32768], var.cpu)
    error_message = "cpu must be 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768 units, but is ${var.cpu}: Fargate has no others."
  }
}

variable "memory" {
  type        = number
  nullable    = false
  default     = 512
  description = "Memory of a task in MiB. Fargate has certain amounts for each cpu: 512, 1024 or 2048 for 256, whole GiB from two to eight times the cpu from 1024 on."

  validation {
    condition     = !contains(keys(local.fargate_memory), tostring(var.cpu)) || contains(try(local.fargate_memory[tostring(var.cpu)], []), var.memory)
    error_message = "memory must be one of ${join(", ", try(local.fargate_memory[tostring(var.cpu)], []))} MiB with a cpu of ${var.cpu}, but is ${var.memory}: Fargate has no others."
  }
}

variable "architecture" {
  type        = string
  nullable    = false
  default     = "X86_64"
  description = "Processor that the image is built for: \"X86_64\", or \"ARM64\", which costs a fifth less."

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "architecture must be \"X86_64\" or \"ARM64\", but is \"${var.architecture}\"."
  }
}

variable "ephemeral_storage" {
  type        = number
  default     = null
  description = "Disk of a task in GiB, 21 to 200; null: the 20 that Fargate gives without extra cost."

  validation {
    condition     = var.ephemeral_storage == null || try(var.ephemeral_storage >= 21 && var.ephemeral_storage <= 200 && floor(var.ephemeral_storage) == var.ephemeral_storage, false)
    error_message = "ephemeral_storage must be a whole number from 21 to 200 GiB, or null for the 20 that are always there, but is ${coalesce(var.ephemeral_storage, 0)}."
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

variable "user" {
  type        = string
  nullable    = false
  default     = "1000:1000"
  description = "User that the main container runs as, whatever its image says: a number or a name, and a group behind a colon."

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$", var.user))
    error_message = "user must be a user, or a user and a group, such as \"1000:1000\", but is \"${var.user}\"."
  }

  validation {
    condition     = var.allow_root || alltrue([for user in concat([var.user], values(var.sidecars)[*].user) : !can(regex("^(0+|root)(:|$)", user))])
    error_message = "user must be another than root, in the main container and in sidecars, but is \"${var.user}\"${join("", [for name, sidecar in var.sidecars : ", and \"${sidecar.user}\" in ${name}"])}. Where an image can run as nothing else, say so with allow_root."
  }
}

variable "allow_root" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether a container may run as root."
}

variable "read_only_root" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the file system of the main container is read-only but for writable_paths. execute_command needs it writable."
}

variable "writable_paths" {
  type        = map(number)
  nullable    = false
  default     = { "/tmp" = 64 }
  description = "Folders of the main container that anybody in it may write to: path to its size in MiB. They are kept in the memory of the task and end with it."

  validation {
    condition     = alltrue([for path, size in merge(concat([var.writable_paths], values(var.sidecars)[*].writable_paths)...) : can(regex("^/[^:,\\s]+$", path)) && size >= 1 && floor(size) == size])
    error_message = "Every one of writable_paths must be an absolute path with a size in whole MiB, such as { \"/tmp\" = 64 }, but they are ${jsonencode(merge(concat([var.writable_paths], values(var.sidecars)[*].writable_paths)...))}."
  }

  validation {
    condition     = sum(concat([0], values(var.writable_paths), flatten([for sidecar in values(var.sidecars) : values(sidecar.writable_paths)]))) < var.memory
    error_message = "writable_paths must leave some of the task's ${var.memory} MiB of memory, in which they are kept, but take ${sum(concat([0], values(var.writable_paths), flatten([for sidecar in values(var.sidecars) : values(sidecar.writable_paths)])))} MiB."
  }
}

variable "stop_timeout" {
  type        = number
  nullable    = false
  default     = 30
  description = "Seconds that the app has to end in, from SIGTERM to SIGKILL, 2 to 120: as long as its longest request takes, and what it does at its end."

  validation {
    condition     = var.stop_timeout >= 2 && var.stop_timeout <= 120 && floor(var.stop_timeout) == var.stop_timeout
    error_message = "stop_timeout must be a whole number of seconds from 2 to 120, but is ${var.stop_timeout}: Fargate waits for no longer."
  }
}

variable "log_retention_days" {
  type        = number
  nullable    = false
  default     = 30
  description = "Days for which logs are kept."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs knows (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653), but is ${var.log_retention_days}."
  }
}

variable "task_policy_statements" {
  type = list(object({
    sid        = string
    why        = string
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  nullable    = false
  default     = []
  description = "What the app itself may do in AWS, as statements that allow: a name (sid), a sentence that says why, actions, resources, and conditions as operator to key to values. Empty: nothing."

  validation {
    condition     = alltrue([for statement in var.task_policy_statements : can(regex("^[A-Za-z0-9]+$", statement.sid))]) && length(distinct(var.task_policy_statements[*].sid)) == length(var.task_policy_statements)
    error_message = "Every sid in task_policy_statements must be letters and digits, and stand there once, but they are ${jsonencode(var.task_policy_statements[*].sid)}."
  }

  validation {
    condition     = alltrue([for statement in var.task_policy_statements : trimspace(statement.why) != ""])
    error_message = "Every one of task_policy_statements must say why, but not so do: ${join(", ", [for statement in var.task_policy_statements : statement.sid if trimspace(statement.why) == ""])}."
  }

  validation {
    condition     = alltrue([for statement in var.task_policy_statements : length(statement.actions) > 0 && alltrue([for action in statement.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+\\*?$", action))])])
    error_message = "Every action in task_policy_statements must be one of a service by its name, such as \"s3:GetObject\", but not so are those of: ${join(", ", [for statement in var.task_policy_statements : "${statement.sid} (${join(", ", statement.actions)})" if length(statement.actions) == 0 || !alltrue([for action in statement.actions : can(regex("^[a-z0-9-]+:[A-Za-z0-9]+\\*?$", action))])])}."
  }

  validation {
    condition     = alltrue([for statement in var.task_policy_statements : length(statement.resources) > 0 && alltrue([for resource in statement.resources : resource == "*" || startswith(resource, "arn:")])])
    error_message = "Every resource in task_policy_statements must be an ARN, or \"*\" where AWS knows none for the action, but not so are those of: ${join(", ", [for statement in var.task_policy_statements : statement.sid if length(statement.resources) == 0 || !alltrue([for resource in statement.resources : resource == "*" || startswith(resource, "arn:")])])}."
  }
}

variable "execute_command" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether people may run commands in tasks by `aws ecs execute-command`. It needs read_only_root to be false, and what is typed is logged by the cluster."

  validation {
    condition     = !var.execute_command || !var.read_only_root
    error_message = "execute_command must be false while read_only_root is true, but is true: the agent that runs the commands has to write into the container. Set read_only_root to false for as long as you need it."
  }
}

variable "exec_log_group_arn" {
  type        = string
  default     = null
  description = "ARN of the cluster's log group for execute-command, which tasks write their sessions to; null: the cluster has none."

  validation {
    condition     = var.exec_log_group_arn == null || can(regex("^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:", var.exec_log_group_arn))
    error_message = "exec_log_group_arn must be the ARN of a log group, such as \"arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/harbour/exec\", but is \"${coalesce(var.exec_log_group_arn, "null")}\"."
  }
}
