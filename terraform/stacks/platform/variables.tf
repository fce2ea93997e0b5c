variable "region" {
  description = "Where everything is made, such as eu-west-1; the state is kept there as well."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region of AWS, such as eu-west-1, but is `${var.region}`."
  }
}

variable "environment" {
  description = "The GitHub environment that deploys here, such as production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment)) && !endswith(var.environment, "-") && !strcontains(var.environment, "--")
    error_message = "environment must be 2 to 16 lower-case letters, digits and single hyphens between them that begin with a letter, such as production, but is `${var.environment}`: resources are named after it, and a colon would end the subject of GitHub's tokens early."
  }
}

variable "switched_off" {
  description = "What an emulator of AWS can't do; empty for AWS. See terraform/emulators.tfvars."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.switched_off, ["virtual-hosted-buckets", "tls-only-statements", "kms-only-statements", "cloudtrail", "version-counts", "bucket-logs"])) == 0
    error_message = "switched_off may name virtual-hosted-buckets, tls-only-statements, kms-only-statements, version-counts, bucket-logs and cloudtrail, but names ${join(", ", var.switched_off)}."
  }
}

variable "cidr" {
  description = "The addresses of the network."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "zones" {
  description = "Two or three availability zones of the region, such as [\"eu-west-1a\", \"eu-west-1b\"]."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^${var.region}[a-z]$", zone))])
    error_message = "zones must be availability zones of ${var.region}, the region that state.s3.tfbackend names, such as [\"${var.region}a\", \"${var.region}b\"], but are ${jsonencode(var.zones)}."
  }
}

variable "nat" {
  description = "How tasks reach what is outside the network: per-zone, single (cheaper, and gone with its zone), or none (then only through VPC endpoints)."
  type        = string
  default     = "per-zone"
  nullable    = false
}

variable "tasks_in" {
  description = "Where tasks run: in private subnets, or in public ones, where each has a public address and needs neither NAT nor endpoints, and its security group alone stands between it and the internet."
  type        = string
  default     = "private"
  nullable    = false
}

variable "endpoints" {
  description = "The services that are reached through VPC endpoints; needed with nat = \"none\" and tasks in private subnets: ecr.api, ecr.dkr, logs, and what the app uses, such as secretsmanager or ssm for its secrets."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "endpoint_zones" {
  description = "Where those endpoints stand: per-zone, or single (in the first zone: cheaper, and gone with it)."
  type        = string
  default     = "per-zone"
  nullable    = false
}

variable "domain" {
  description = "The name that the load balancer answers to over HTTPS, such as app.example.org, in the Route 53 zone `zone_id` or, with create_zone, in a zone of this name that is made here. Null with plain_http only."
  type        = string
  default     = null

  validation {
    condition     = var.domain == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.domain))
    error_message = "domain must be a name in lower case and without a wildcard, such as app.example.org, but is `${coalesce(var.domain, "null")}`."
  }
}

variable "alternative_domains" {
  description = "More names in the certificate, of the same zone: *.app.example.org."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.alternative_domains : can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", name))])
    error_message = "alternative_domains must be names in lower case, such as [\"*.app.example.org\"], but are ${jsonencode(var.alternative_domains)}."
  }
}

variable "zone_id" {
  description = "The Route 53 zone of `domain`, by its id such as Z0123456789ABCDEFGHIJ; null with create_zone or plain_http."
  type        = string
  default     = null

  validation {
    condition     = var.domain == null || var.create_zone || var.zone_id != null
    error_message = "zone_id is missing: the certificate of ${coalesce(var.domain, "domain")} is proven by records in its Route 53 zone, such as Z0123456789ABCDEFGHIJ. Where there is none yet, set create_zone = true."
  }

  validation {
    condition     = !(var.create_zone && var.zone_id != null)
    error_message = "create_zone makes a zone, and zone_id names one that exists: give one of the two."
  }

  validation {
    condition     = var.zone_id == null || can(regex("^Z[A-Z0-9]+$", var.zone_id))
    error_message = "zone_id must be the id of a Route 53 zone, such as Z0123456789ABCDEFGHIJ, but is `${coalesce(var.zone_id, "null")}`."
  }

  validation {
    condition     = var.zone_id == null || var.zone_id != "Z0123456789ABCDEFGHIJ"
    error_message = "zone_id is still Z0123456789ABCDEFGHIJ, as it was shipped: write the id of the Route 53 zone of ${coalesce(var.domain, "domain")} into platform.tfvars, or create_zone = true instead where there is none yet."
  }
}

variable "create_zone" {
  description = "Makes the zone of `domain`. The certificate waits until the name servers of the zone are entered where the domain is registered: see README.md for how the zone comes first."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.create_zone && var.domain == null)
    error_message = "create_zone makes the zone of domain, which is missing."
  }
}

variable "plain_http" {
  description = "Serves without TLS: for trying things out, and nothing else."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = var.plain_http != (var.domain != null)
    error_message = var.plain_http ? "plain_http serves without a certificate, so leave domain out." : "domain is missing: HTTPS needs the name that the certificate is for, such as app.example.org. To try things out without one, set plain_http = true."
  }
}

variable "spot_weight" {
  description = "How many tasks run on Fargate Spot for each one on Fargate, beyond the first: 0 for none."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.spot_weight >= 0 && var.spot_weight <= 1000 && floor(var.spot_weight) == var.spot_weight
    error_message = "spot_weight must be a whole number from 0 to 1000, but is ${var.spot_weight}."
  }
}

variable "alarm_emails" {
  description = "Who is told by mail when an alarm is raised; each address has to confirm once."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "waf" {
  description = "Puts AWS's managed rules and a limit of requests in front of the load balancer."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Keeps the load balancer from being destroyed; set it to false and apply before a destroy."
  type        = bool
  default     = true
  nullable    = false
}

# tflint-ignore: terraform_unused_declarations # its validation is all that it is for
variable "destroying" {
  description = "Whether this run is to destroy the stack; terraform/stack says so."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.destroying && var.deletion_protection)
    error_message = "deletion_protection is on, and a destroy would take the load balancer and all that stands behind it away. To destroy it all the same, write deletion_protection = false into its values, apply, and destroy then."
  }
}
