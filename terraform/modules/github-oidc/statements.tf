locals {
  # A statement without resources is for an option that is not asked for.
  statements = {
    for duty, statements in {
      build  = local.build_statements
      scan   = local.scan_statements
      deploy = local.deploy_statements
      plan   = local.plan_statements
      apply  = local.apply_statements
    } : duty => [for statement in statements : statement if length(statement.resources) > 0] if contains(local.duties, duty)
  }
}
