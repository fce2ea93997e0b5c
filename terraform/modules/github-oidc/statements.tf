# All statements of each role, and the documents that carry them: what a role alone has stands in the role. Running
# Terraform takes more than a role's own 10,240 characters, so that is in policies of up to 6,144, by subject.
locals {
  statements = {
    for duty, statements in {
      build  = local.build_statements
      scan   = local.scan_statements
      deploy = local.deploy_statements
      plan   = flatten([lookup(local.state_statements, "plan", []), values(local.read_groups)])
      apply  = flatten([lookup(local.state_statements, "apply", []), values(local.read_groups), values(local.apply_groups)])
    } : duty => [for statement in statements : merge({ effect = "Allow" }, statement) if length(statement.resources) > 0] if contains(local.duties, duty)
  }

  # Of the roles that run Terraform the state alone.
  inline = merge({ for duty, statements in local.statements : duty => statements if !contains(keys(local.state_statements), duty) }, local.state_statements)

  read_groups = {
    read = concat(local.read_statements, local.read_more_statements)
  }

  apply_groups = {
    network    = local.apply_network_statements
    balancing  = local.apply_balancing_statements
    domains    = local.apply_domains_statements
    containers = local.apply_containers_statements
    identity   = local.apply_identity_statements
    observing  = local.apply_observing_statements
  }

  groups_of = {
    plan  = keys(local.read_groups)
    apply = concat(keys(local.read_groups), keys(local.apply_groups))
  }

  groups = merge(
    { for group, statements in local.read_groups : group => statements if length(setintersection(local.duties, ["plan", "apply"])) > 0 },
    { for group, statements in local.apply_groups : group => statements if contains(local.duties, "apply") },
  )

  # A statement without resources is for an option that is not asked for; `why` stays here.
  documents = {
    for name, statements in merge(local.inline, local.groups) : name => {
      Version = "2012-10-17"
      Statement = [
        for statement in statements : merge(
          {
            Sid      = statement.sid
            Effect   = try(statement.effect, "Allow")
            Action   = statement.actions
            Resource = statement.resources
          },
          length(statement.conditions) > 0 ? { Condition = statement.conditions } : {},
        ) if length(statement.resources) > 0
      ]
    }
  }
}

resource "aws_iam_role_policy" "duty" {
  for_each = local.duties

  name   = "slipway"
  role   = aws_iam_role.duty[each.key].name
  policy = jsonencode(local.documents[each.key])

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.documents[each.key])) <= 10240
      error_message = "The policy of ${var.name}-${each.key} would have ${length(jsonencode(local.documents[each.key]))} characters, and IAM takes 10240: roles.${each.key} names too many repositories or services for one role."
    }
  }
}

resource "aws_iam_policy" "group" {
  for_each = toset(keys(local.groups))

  name        = "${var.name}-${each.key}"
  path        = "/slipway/"
  description = "What running Terraform on Slipway's stacks takes: ${each.key}"
  policy      = jsonencode(local.documents[each.key])
  tags        = var.tags

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.documents[each.key])) <= 6144
      error_message = "The policy ${var.name}-${each.key} would have ${length(jsonencode(local.documents[each.key]))} characters, and IAM takes 6144: roles.apply has too many environments or names for one role. Make a role for each environment."
    }
  }
}

resource "aws_iam_role_policy_attachment" "group" {
  for_each = merge([
    for duty, groups in local.groups_of : { for group in groups : "${duty}/${group}" => { duty = duty, group = group } } if contains(local.duties, duty)
  ]...)

  role       = aws_iam_role.duty[each.value.duty].name
  policy_arn = aws_iam_policy.group[each.value.group].arn
}
