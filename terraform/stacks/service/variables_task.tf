# What the tasks may do, on their own machine and in AWS, and what is beside the app: handed on to the module service,
# which refuses what can't be.

variable "user" {
  description = "User that the main container runs as, whatever its image says: a number or a name, and a group behind a colon."
  type        = string
  default     = "1000:1000"
  nullable    = false
}

variable "allow_root" {
  description = "Whether a container may run as root."
  type        = bool
  default     = false
  nullable    = false
}

variable "read_only_root" {
  description = "Whether the file system of the main container is read-only but for writable_paths. execute_command needs it writable."
  type        = bool
  default     = true
  nullable    = false
}

variable "writable_paths" {
  description = "Folders of the main container that anybody in it may write to: path to its size in MiB. They are kept in the memory of the task and end with it."
  type        = map(number)
  default     = { "/tmp" = 64 }
  nullable    = false
}

variable "egress" {
  description = "Where tasks may connect to: name to port and one of cidr (IPv4), prefix_list_id and security_group_id. The default, HTTPS to everywhere, is what pulling images, writing logs and reading secrets needs; keep it, or the same to VPC endpoints, beside your own. The resolver of the VPC needs no rule."
  type = map(object({
    port              = number
    protocol          = optional(string, "tcp")
    cidr              = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  default  = { https = { port = 443, cidr = "0.0.0.0/0" } }
  nullable = false
}

variable "sidecars" {
  description = "Containers beside the main one, such as a collector of metrics: name to image and settings. The pipeline leaves their images alone, so each is pinned by digest here."
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
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for sidecar in values(var.sidecars) : can(regex("@sha256:[0-9a-f]{64}$", sidecar.image))])
    error_message = "Every image in sidecars must be pinned by digest, as in \"public.ecr.aws/team/agent@sha256:…\", but not so are: ${join(", ", [for name, sidecar in var.sidecars : "${name} (\"${sidecar.image}\")" if !can(regex("@sha256:[0-9a-f]{64}$", sidecar.image))])}. What a tag names can change without a deployment."
  }
}

variable "secrets_kms_key_arns" {
  description = "ARNs of the KMS keys that encrypt the secrets, where they are not encrypted with the keys that AWS manages; null: kms_key_arn, if given."
  type        = list(string)
  default     = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log group, and the secrets unless secrets_kms_key_arns says otherwise; null: the key that AWS manages. Its policy must let CloudWatch Logs use it."
  type        = string
  default     = null
}

variable "ephemeral_storage" {
  description = "Disk of a task in GiB, 21 to 200; null: the 20 that Fargate gives without extra cost."
  type        = number
  default     = null
}

variable "stop_timeout" {
  description = "Seconds that the app has to end in, from SIGTERM to SIGKILL, 2 to 120: as long as its longest request takes, and what it does at its end."
  type        = number
  default     = 30
  nullable    = false
}

variable "deregistration_delay" {
  description = "Seconds that a task which is to stop goes on with the requests it has, while it gets no new ones: as long as the longest request takes, 0 to 3600. ECS takes the task out of the load balancer, waits for this long, and only then sends SIGTERM, from which stop_timeout runs; a deployment's old tasks stay for the sum of both. Null: stop_timeout, since an app that may take so long to end may take so long to answer."
  type        = number
  default     = null
}

variable "log_retention_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "execute_command" {
  description = "Whether people may run commands in tasks by `aws ecs execute-command`. It needs read_only_root to be false, and what is typed is logged by the cluster."
  type        = bool
  default     = false
  nullable    = false
}

variable "task_policy_statements" {
  description = "What the app itself may do in AWS, as statements that allow: a name (sid), a sentence that says why, actions, resources, and conditions as operator to key to values, such as `[{ sid = \"ReadUploads\", why = \"To show what was uploaded.\", actions = [\"s3:GetObject\"], resources = [\"arn:aws:s3:::acme-uploads/*\"] }]`. Empty: nothing."
  type = list(object({
    sid        = string
    why        = string
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
  }))
  default  = []
  nullable = false
}
