# What a task is: its size, its image's repository, how it ends and where its log goes.

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
