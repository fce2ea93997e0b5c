variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that begin with a letter and don't end with a hyphen, such as \"web\", but is \"${var.name}\"."
  }
}

variable "cidr" {
  type        = string
  nullable    = false
  default     = "10.0.0.0/16"
  description = "Private IPv4 block of the VPC (RFC 1918), from /16 to /22, as in 10.0.0.0/16."

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("^[0-9.]+/(1[6-9]|2[0-2])$", var.cidr))
    error_message = "cidr must be an IPv4 block with a prefix length from /16 to /22, such as \"10.0.0.0/16\", but is \"${var.cidr}\"."
  }

  validation {
    condition     = !can(cidrnetmask(var.cidr)) || can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr))
    error_message = "cidr must lie in a private range of RFC 1918 (10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16), but is \"${var.cidr}\"."
  }

  validation {
    condition     = try(cidrsubnet(var.cidr, 0, 0) == var.cidr, true)
    error_message = "cidr must name its block by the first address, here \"${try(cidrsubnet(var.cidr, 0, 0), "")}\", but is \"${var.cidr}\"."
  }
}

variable "zones" {
  type        = list(string)
  nullable    = false
  description = "Availability zones, 2 or 3 of one region, as in [\"eu-west-1a\", \"eu-west-1b\"]; the order decides each zone's addresses, so append and never reorder."

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3
    error_message = "zones must name 2 or 3 availability zones of one region, such as [\"eu-west-1a\", \"eu-west-1b\"], but names ${length(var.zones)}."
  }

  validation {
    condition     = length(distinct(var.zones)) == length(var.zones)
    error_message = "zones must name each availability zone once, but is ${jsonencode(var.zones)}."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^[a-z]{2}(-gov)?-[a-z]+-[0-9][a-z]$", zone))])
    error_message = "zones must be names such as \"eu-west-1a\", a region and one letter, but is ${jsonencode(var.zones)}."
  }

  validation {
    condition     = length(distinct([for zone in var.zones : regex("^([a-z-]+[0-9])[a-z]$", zone)[0] if can(regex("^[a-z-]+[0-9][a-z]$", zone))])) <= 1
    error_message = "zones must be of one region, but is ${jsonencode(var.zones)}."
  }
}

variable "nat" {
  type        = string
  nullable    = false
  default     = "per-zone"
  description = "How private subnets reach the internet: \"per-zone\" (a NAT gateway in each zone), \"single\" (one for all) or \"none\" (only AWS, through endpoints)."

  validation {
    condition     = contains(["per-zone", "single", "none"], var.nat)
    error_message = "nat must be \"per-zone\", \"single\" or \"none\", but is \"${var.nat}\"."
  }
}

variable "tasks_in" {
  type        = string
  nullable    = false
  default     = "private"
  description = "Subnets that tasks are to run in: \"private\", or \"public\", where each has a public IP of its own and needs neither NAT nor endpoints."

  validation {
    condition     = contains(["private", "public"], var.tasks_in)
    error_message = "tasks_in must be \"private\" or \"public\", but is \"${var.tasks_in}\"."
  }
}

variable "endpoints" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "AWS services that private subnets reach through interface endpoints of their own, by short name, as in [\"ecr.api\", \"ecr.dkr\", \"logs\"]; S3 always has its gateway."

  validation {
    condition     = alltrue([for service in var.endpoints : can(regex("^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*$", service)) && !startswith(service, "com.")])
    error_message = "endpoints must be short names of services, such as \"ecr.api\" for com.amazonaws.eu-west-1.ecr.api, but is ${jsonencode(var.endpoints)}."
  }

  validation {
    condition     = length(setintersection(var.endpoints, ["s3", "dynamodb"])) == 0
    error_message = "endpoints must be of services with interface endpoints and private DNS: s3 always has its gateway and dynamodb takes none of this kind, but is ${jsonencode(var.endpoints)}."
  }

  validation {
    condition     = length(distinct(var.endpoints)) == length(var.endpoints)
    error_message = "endpoints must name each service once, but is ${jsonencode(var.endpoints)}."
  }

  validation {
    condition     = var.nat != "none" || var.tasks_in == "public" || length(setsubtract(["ecr.api", "ecr.dkr", "logs"], var.endpoints)) == 0
    error_message = "endpoints must name ecr.api, ecr.dkr and logs where nat is \"none\", for without them Fargate can't start a task in a private subnet, but lacks ${join(", ", setsubtract(["ecr.api", "ecr.dkr", "logs"], var.endpoints))}."
  }
}

variable "endpoint_zones" {
  type        = string
  nullable    = false
  default     = "per-zone"
  description = "Where interface endpoints stand: \"per-zone\" (in every zone) or \"single\" (in the first zone: cheaper, but all depend on that zone)."

  validation {
    condition     = contains(["per-zone", "single"], var.endpoint_zones)
    error_message = "endpoint_zones must be \"per-zone\" or \"single\", but is \"${var.endpoint_zones}\"."
  }
}

variable "flow_logs" {
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 90)
  })
  nullable    = false
  default     = {}
  description = "Record of every connection in the VPC, in CloudWatch Logs: whether it is kept, and for how many days."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_logs.retention_days)
    error_message = "flow_logs.retention_days must be a number of days that CloudWatch Logs offers, such as 30, 90 or 365, but is ${var.flow_logs.retention_days}."
  }
}

variable "kms_key_arn" {
  type        = string
  default     = null
  description = "ARN of the KMS key that encrypts the flow logs, whose policy must let CloudWatch Logs use it; null: the key that AWS manages."

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key, such as \"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\", but is \"${coalesce(var.kms_key_arn, "null")}\"."
  }
}

variable "permissions_boundary_arn" {
  type        = string
  default     = null
  description = "ARN of the policy that bounds the role which the module makes; null: no boundary."

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of an IAM policy, such as \"arn:aws:iam::111122223333:policy/slipway/boundary\", but is \"${coalesce(var.permissions_boundary_arn, "null")}\"."
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of everything the module makes, by key."
}
