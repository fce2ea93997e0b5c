variable "name" {
  type        = string
  nullable    = false
  description = "Base name of everything the module makes: 2 to 24 lower-case letters, digits and hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.name)) && !strcontains(var.name, "--") && !endswith(var.name, "-")
    error_message = "name must be 2 to 24 lower-case letters, digits and single hyphens that begin with a letter and don't end with a hyphen, such as \"web\", but is \"${var.name}\"."
  }

  validation {
    condition     = !startswith(var.name, "internal-")
    error_message = "name must not start with \"internal-\", which AWS keeps for its own names of load balancers, but is \"${var.name}\"."
  }
}

variable "vpc_id" {
  type        = string
  nullable    = false
  description = "Id of the VPC that the balancer stands in, as in vpc-0123456789abcdef0."

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id must be the id of a VPC, such as \"vpc-0123456789abcdef0\", but is \"${var.vpc_id}\"."
  }
}

variable "subnet_ids" {
  type        = list(string)
  nullable    = false
  description = "Ids of the subnets that the balancer has addresses in, at least 2 in different zones: public ones, or private ones where `internal` is true."

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "subnet_ids must name at least 2 subnets, in different zones, but is ${jsonencode(var.subnet_ids)}."
  }
}

variable "internal" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether only the VPC and what is connected to it can reach the balancer."
}

variable "certificate" {
  type = object({
    domain            = string
    zone_id           = optional(string)
    alternative_names = optional(list(string), [])
  })
  default     = null
  description = "Certificate to make for `domain` and its alternative names, proven by records in the Route 53 zone `zone_id`, where `domain` becomes an alias of the balancer; null where `certificate_arn` or `plain_http` is given."

  validation {
    condition     = length([for given in [var.certificate != null, var.certificate_arn != null, var.plain_http] : given if given]) == 1
    error_message = "Exactly one of certificate, certificate_arn and plain_http must be given, but given is ${join(" and ", compact([var.certificate != null ? "certificate" : "", var.certificate_arn != null ? "certificate_arn" : "", var.plain_http ? "plain_http" : "", var.certificate == null && var.certificate_arn == null && !var.plain_http ? "none" : ""]))}."
  }

  validation {
    condition     = var.certificate == null || try(var.certificate.zone_id != null, false)
    error_message = "certificate.zone_id must be the id of the Route 53 zone of \"${try(var.certificate.domain, "")}\", such as \"Z0123456789ABCDEFGHIJ\", where the records that prove the domain are made, but is null."
  }

  validation {
    condition     = try(var.certificate.zone_id, null) == null || can(regex("^[A-Z0-9]+$", var.certificate.zone_id))
    error_message = "certificate.zone_id must be the id of a Route 53 zone, such as \"Z0123456789ABCDEFGHIJ\", but is \"${try(coalesce(var.certificate.zone_id, "null"), "null")}\"."
  }

  validation {
    condition     = var.certificate == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.certificate.domain))
    error_message = "certificate.domain must be the domain name, in lower case and without a wildcard, that the balancer answers under, such as \"shop.example.com\", but is \"${try(var.certificate.domain, "")}\"."
  }

  validation {
    condition     = alltrue([for name in try(var.certificate.alternative_names, []) : can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", name))])
    error_message = "certificate.alternative_names must be domain names in lower case, such as [\"www.example.com\", \"*.example.com\"], but is ${jsonencode(try(var.certificate.alternative_names, []))}."
  }
}

variable "certificate_arn" {
  type        = string
  default     = null
  description = "ARN of a certificate of ACM that exists, in the balancer's region; null where `certificate` or `plain_http` is given."

  validation {
    condition     = var.certificate_arn == null || can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate of ACM, such as \"arn:aws:acm:eu-west-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab\", but is \"${coalesce(var.certificate_arn, "null")}\"."
  }
}

variable "plain_http" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether to serve plain HTTP, for everybody on the way to read: for trials without a domain."
}

variable "ssl_policy" {
  type        = string
  nullable    = false
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  description = "ELB's name for the versions and ciphers of TLS, of a policy that allows nothing below TLS 1.2."

  validation {
    condition     = can(regex("^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-[A-Za-z0-9-]+$", var.ssl_policy))
    error_message = "ssl_policy must be one of ELB's policies that allow nothing below TLS 1.2, such as \"ELBSecurityPolicy-TLS13-1-2-2021-06\", but is \"${var.ssl_policy}\"."
  }
}

variable "ingress_cidrs" {
  type        = list(string)
  default     = null
  description = "Blocks of IPv4 or IPv6 addresses that may connect, as in [\"203.0.113.0/24\"]; null means everybody, for an internal balancer `egress_cidr`."

  validation {
    condition     = var.ingress_cidrs == null || try(length(var.ingress_cidrs) > 0 && alltrue([for cidr in var.ingress_cidrs : can(cidrhost(cidr, 0))]), false)
    error_message = "ingress_cidrs must be a list of at least one block of addresses, such as [\"203.0.113.0/24\"], but is ${jsonencode(var.ingress_cidrs)}."
  }
}

variable "egress_cidr" {
  type        = string
  default     = null
  description = "Block of IPv4 addresses that the balancer may connect to, where its targets are, as in 10.0.0.0/16; null means that of the VPC."

  validation {
    condition     = var.egress_cidr == null || can(cidrnetmask(var.egress_cidr))
    error_message = "egress_cidr must be a block of IPv4 addresses, such as \"10.0.0.0/16\", but is \"${coalesce(var.egress_cidr, "null")}\"."
  }
}

variable "access_logs" {
  type = object({
    enabled        = optional(bool, true)
    retention_days = optional(number, 90)
  })
  nullable    = false
  default     = {}
  description = "Record of every request, in a bucket of its own: whether it is kept, and for how many days."

  validation {
    condition     = var.access_logs.retention_days >= 1 && floor(var.access_logs.retention_days) == var.access_logs.retention_days
    error_message = "access_logs.retention_days must be a whole number of days from 1, such as 90, but is ${var.access_logs.retention_days}."
  }
}

variable "tls_only" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the log bucket refuses requests without TLS; false only for emulators of S3, which don't tell."
}

variable "idle_timeout" {
  type        = number
  nullable    = false
  default     = 60
  description = "Seconds after which a connection that carries nothing is closed, from 1 to 4000."

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000 && floor(var.idle_timeout) == var.idle_timeout
    error_message = "idle_timeout must be a whole number of seconds from 1 to 4000, such as 60, but is ${var.idle_timeout}."
  }
}

variable "desync_mitigation_mode" {
  type        = string
  nullable    = false
  default     = "defensive"
  description = "What becomes of requests that could smuggle another: \"defensive\" (the dangerous ones are refused) or \"strictest\" (all that break the standard are)."

  validation {
    condition     = contains(["defensive", "strictest"], var.desync_mitigation_mode)
    error_message = "desync_mitigation_mode must be \"defensive\" or \"strictest\", but is \"${var.desync_mitigation_mode}\"."
  }
}

variable "deletion_protection" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether AWS refuses to delete the balancer, and S3 its log bucket while it holds logs; set false and apply before a destroy."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of everything the module makes, by key."
}
