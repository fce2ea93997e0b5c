# How the apply role knows what is its own: by the names that the stacks give, which have an environment's in them, and
# where AWS draws ids, by a tag.
locals {
  environments = try(var.roles.apply.environments, [])
  tag_keys     = compact([try(var.roles.apply.tag_key, null)])

  bases = coalesce(try(var.roles.apply.names, null), local.environments)

  # `production`, `production-alarms`, `web-production` and `web-production-5xx`, but not `preproduction`. It can't tell
  # `pre-production` from a service `pre` in `production`: two environments of which one ends like the other behind a
  # hyphen belong into two accounts.
  patterns = flatten([for base in local.bases : [base, "${base}-*", "*-${base}", "*-${base}-*"]])

  own_roles = [for pattern in local.patterns : "${local.iam}:role/slipway/${pattern}"]

  # What roles that the pipeline makes are bounded by.
  made_boundary_arn = try(coalesce(try(var.roles.apply.boundary_arn, null), var.create_boundary ? local.boundary_arn : null, var.permissions_boundary_arn), null)
}
