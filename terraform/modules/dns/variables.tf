variable "domain" {
  type        = string
  nullable    = false
  description = "Domain name of the zone, in lower case, as in example.com."

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.domain))
    error_message = "domain must be a domain name in lower case without a dot at the end, such as \"example.com\", but is \"${var.domain}\"."
  }
}

variable "create_zone" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the module makes the zone; false where it exists, and zone_id says which it is."
}

variable "zone_id" {
  type        = string
  default     = null
  description = "Id of the public zone that exists, as in Z0123456789ABCDEFGHIJ, where create_zone is false; null otherwise."

  validation {
    condition     = var.create_zone || var.zone_id != null
    error_message = "zone_id must be the id of the Route 53 zone of ${var.domain}, such as \"Z0123456789ABCDEFGHIJ\", where create_zone is false, but is null."
  }

  validation {
    condition     = !var.create_zone || var.zone_id == null
    error_message = "zone_id must be null where create_zone is true, for the module then makes a zone of its own, but is \"${coalesce(var.zone_id, "null")}\"."
  }

  validation {
    condition     = var.zone_id == null || can(regex("^[A-Z0-9]+$", var.zone_id))
    error_message = "zone_id must be the id of a Route 53 zone, such as \"Z0123456789ABCDEFGHIJ\", but is \"${coalesce(var.zone_id, "null")}\"."
  }
}

variable "aliases" {
  type = map(object({
    dns_name = string
    zone_id  = string
  }))
  nullable    = false
  default     = {}
  description = "Names at or below domain and the load balancer that each is an alias of, by its `dns_name` and `zone_id`, as in { \"shop.example.com\" = { dns_name = …, zone_id = … } }."

  validation {
    condition     = alltrue([for name in keys(var.aliases) : name == var.domain || endswith(name, ".${var.domain}")])
    error_message = "aliases must be of ${var.domain} or of names that end in .${var.domain}, but one is of ${join(" and one of ", [for name in keys(var.aliases) : name if name != var.domain && !endswith(name, ".${var.domain}")])}."
  }

  validation {
    condition     = alltrue([for name in keys(var.aliases) : can(regex("^(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", name))])
    error_message = "aliases must be of domain names in lower case, such as \"shop.example.com\" or \"*.example.com\", but are of ${jsonencode(keys(var.aliases))}."
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of everything the module makes, by key."
}
