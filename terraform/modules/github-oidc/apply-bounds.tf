# How the apply role knows what is its own: by the names that the stacks give, which have an environment's in them, and
# where AWS draws ids, by a tag.
locals {
  environments = try(var.roles.apply.environments, [])
  tag_keys     = compact([try(var.roles.apply.tag_key, null)])

  bases = coalesce(try(var.roles.apply.names, null), local.environments)

  # `production`, `production-alarms`, `web-production` and `web-production-5xx`, but not `preproduction`. A name does not
  # say which of its words is the environment: these fit all of the environments `pre-production` and `production-eu`,
  # too, and the service `production` of `staging`. Where `production` stands between hyphens, or at an end, in the name of
  # another environment or of a service of one, both belong into two accounts, or are one to this role.
  patterns = flatten([for base in local.bases : [base, "${base}-*", "*-${base}", "*-${base}-*"]])

  own_roles = [for pattern in local.patterns : "${local.iam}:role/slipway/${pattern}"]

  # What roles that the pipeline makes are bounded by.
  made_boundary_arn = try(coalesce(try(var.roles.apply.boundary_arn, null), var.create_boundary ? local.boundary_arn : null, var.permissions_boundary_arn), null)
}
