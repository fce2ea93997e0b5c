# What the service is called and where it stands. What it runs, how requests reach it and how it is rolled out are told in
# the files beside this one.

variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens. The service and the family of its revisions are called so. One account and region has each family once: where environments share them, the name tells which, as in \"web-staging\"."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that start with a letter and end with none of the hyphens, such as \"web\", but is \"${var.name}\"."
  }
}

variable "environment" {
  type        = string
  nullable    = false
  description = "Name of the environment that the service belongs to, as GitHub knows it: lower-case letters, digits and hyphens. The log group is named after it."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,31}$", var.environment)) && !endswith(var.environment, "-")
    error_message = "environment must be up to 32 lower-case letters, digits and hyphens that start with a letter, such as \"production\", but is \"${var.environment}\". A colon would end the subject of GitHub's tokens too early."
  }
}

variable "cluster_name" {
  type        = string
  nullable    = false
  description = "Name of the ECS cluster that the service runs in."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.cluster_name))
    error_message = "cluster_name must be up to 255 letters, digits, hyphens and underscores, but is \"${var.cluster_name}\"."
  }
}

variable "cluster_arn" {
  type        = string
  nullable    = false
  description = "ARN of the same cluster. Partition, region and account of what the module makes are read from it."

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]{12}:cluster/", var.cluster_arn))
    error_message = "cluster_arn must be the ARN of a cluster, such as \"arn:aws:ecs:eu-west-1:111122223333:cluster/harbour\", but is \"${var.cluster_arn}\"."
  }

  validation {
    condition     = !can(regex(":cluster/", var.cluster_arn)) || endswith(var.cluster_arn, ":cluster/${var.cluster_name}")
    error_message = "cluster_arn must be the ARN of the cluster \"${var.cluster_name}\", which cluster_name names, but is \"${var.cluster_arn}\"."
  }
}

variable "vpc_id" {
  type        = string
  nullable    = false
  description = "Id of the VPC that the subnets are in, as in vpc-0123456789abcdef0."

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id must be the id of a VPC, such as \"vpc-0123456789abcdef0\", but is \"${var.vpc_id}\"."
  }
}

variable "subnet_ids" {
  type        = list(string)
  nullable    = false
  description = "Ids of the subnets that tasks get their addresses from: private ones, in at least two zones for a service that must outlive one."

  validation {
    condition     = length(var.subnet_ids) >= 1 && length(var.subnet_ids) <= 16 && alltrue([for id in var.subnet_ids : startswith(id, "subnet-")])
    error_message = "subnet_ids must be 1 to 16 ids of subnets, such as [\"subnet-0123456789abcdef0\"], but is ${jsonencode(var.subnet_ids)}."
  }
}

variable "assign_public_ip" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether each task gets a public address. Only a service in public subnets without NAT needs it, to reach the registry."
}

variable "egress" {
  type = map(object({
    port              = number
    protocol          = optional(string, "tcp")
    cidr              = optional(string)
    prefix_list_id    = optional(string)
    security_group_id = optional(string)
  }))
  nullable    = false
  default     = { https = { port = 443, cidr = "0.0.0.0/0" } }
  description = "Where tasks may connect to: name to port and one of cidr (IPv4), prefix_list_id and security_group_id. The default, HTTPS to everywhere, is what pulling images, writing logs and reading secrets needs; keep it, or the same to VPC endpoints, beside your own. The resolver of the VPC needs no rule."

  validation {
    condition     = alltrue([for rule in values(var.egress) : rule.port >= 1 && rule.port <= 65535 && floor(rule.port) == rule.port])
    error_message = "Every port of egress must be a number from 1 to 65535, but the ports are ${jsonencode({ for name, rule in var.egress : name => rule.port })}."
  }

  validation {
    condition     = alltrue([for rule in values(var.egress) : contains(["tcp", "udp"], rule.protocol)])
    error_message = "Every protocol of egress must be \"tcp\" or \"udp\", but the protocols are ${jsonencode({ for name, rule in var.egress : name => rule.protocol })}."
  }

  validation {
    condition     = alltrue([for rule in values(var.egress) : length([for to in [rule.cidr, rule.prefix_list_id, rule.security_group_id] : to if to != null]) == 1])
    error_message = "Every rule of egress must name exactly one of cidr, prefix_list_id and security_group_id, but not so do: ${join(", ", [for name, rule in var.egress : name if length([for to in [rule.cidr, rule.prefix_list_id, rule.security_group_id] : to if to != null]) != 1])}."
  }

  validation {
    condition     = alltrue([for rule in values(var.egress) : rule.cidr == null || can(cidrhost(rule.cidr, 0))])
    error_message = "Every cidr of egress must be a block such as \"10.0.0.0/16\", but the blocks are ${jsonencode({ for name, rule in var.egress : name => rule.cidr if rule.cidr != null })}."
  }
}

variable "permissions_boundary_arn" {
  type        = string
  default     = null
  description = "ARN of the policy that bounds the roles which the module makes; null: no boundary."

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of a policy, such as \"arn:aws:iam::111122223333:policy/slipway/boundary\", but is \"${coalesce(var.permissions_boundary_arn, "null")}\"."
  }
}

variable "kms_key_arn" {
  type        = string
  default     = null
  description = "ARN of the KMS key that encrypts the log group, and the secrets unless secrets_kms_key_arns says otherwise; null: the key that AWS manages. Its policy must let CloudWatch Logs use it."

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\", but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags for everything the module makes; ECS puts those of the service on its tasks, too."
}
