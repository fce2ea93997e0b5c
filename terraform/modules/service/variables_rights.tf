# What containers may do, on their own machine and in AWS.

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
