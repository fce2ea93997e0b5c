variable "roles" {
  description = <<-EOT
    The roles that are made, one for each duty, each with what it is for; what is null is not made. `environments` are GitHub environments whose jobs may assume it, `job_workflow_refs` the workflows, one of which has to run the job, in addition.
    `build` pushes to `repository_arns` and `cache_repository_arns` and pulls from `pull_repository_arns`; `create_repository` and `public_images` allow what these options of build-push-ecr take.
    `scan` reads the scans of `repository_arns` and what `baseline_services` (`cluster/service`) run; `inspector` allows to ask how dangerous a finding is.
    `deploy` registers `task_family` from `template_family` and updates one service; `keep_revisions` allows to deregister older ones.
    `plan` reads what the stacks make and their state, at keys that begin with `state_keys_prefix` or one of `more_state_keys_prefixes`, for jobs of `pull_requests`, `refs` (`refs/heads/main`) and `environments`; what it reads may hold secrets. It writes nothing, not even a lock, so that every plan of this role needs `-lock=false`.
    `apply` changes what is named after `names` (the environments when null), repositories named like `repositories` (`‹name›/*` when null), what has one of the environments in the tag `tag_key`, and records of `hosted_zone_ids` (none when empty); with `make_zones` it makes, changes and removes zones, which AWS bounds by neither name nor tag, so that it is all zones of the account. It makes roles only under `boundary_arn` (that of this module when null), and uses `kms_key_arns` for what it makes.
  EOT
  type = object({
    build = optional(object({
      repository_arns       = list(string)
      cache_repository_arns = optional(list(string), [])
      pull_repository_arns  = optional(list(string), [])
      create_repository     = optional(bool, false)
      public_images         = optional(bool, false)
      environments          = list(string)
      job_workflow_refs     = optional(list(string), [])
    }))
    scan = optional(object({
      repository_arns   = list(string)
      baseline_services = optional(list(string), [])
      inspector         = optional(bool, false)
      environments      = list(string)
      job_workflow_refs = optional(list(string), [])
    }))
    deploy = optional(object({
      cluster_name       = string
      service_name       = string
      task_family        = string
      template_family    = string
      task_role_arn      = string
      execution_role_arn = string
      log_group_arn      = string
      repository_arns    = list(string)
      keep_revisions     = optional(bool, false)
      environments       = list(string)
      job_workflow_refs  = optional(list(string), [])
    }))
    plan = optional(object({
      state_bucket_arn         = string
      state_keys_prefix        = optional(string, "")
      more_state_keys_prefixes = optional(list(string), [])
      kms_key_arn              = optional(string)
      pull_requests            = optional(bool, false)
      refs                     = optional(list(string), [])
      environments             = optional(list(string), [])
      job_workflow_refs        = optional(list(string), [])
    }))
    apply = optional(object({
      state_bucket_arn         = string
      state_keys_prefix        = optional(string, "")
      more_state_keys_prefixes = optional(list(string), [])
      kms_key_arn              = optional(string)
      boundary_arn             = optional(string)
      names                    = optional(list(string))
      repositories             = optional(list(string))
      tag_key                  = optional(string, "slipway:environment")
      hosted_zone_ids          = optional(list(string), [])
      make_zones               = optional(bool, false)
      kms_key_arns             = optional(list(string), [])
      environments             = list(string)
      job_workflow_refs        = optional(list(string), [])
    }))
  })
  default  = {}
  nullable = false

  # Who may assume them.

  validation {
    condition     = alltrue([for role in var.roles : length(try(role.environments, [])) + length(try(role.refs, [])) + (try(role.pull_requests, false) ? 1 : 0) > 0 if role != null])
    error_message = "roles must each be for somebody, but nobody could assume ${join(", ", [for duty, role in var.roles : duty if role != null && length(try(role.environments, [])) + length(try(role.refs, [])) + (try(role.pull_requests, false) ? 1 : 0) == 0])}: name environments, such as [\"production\"]."
  }

  validation {
    condition     = alltrue([for name in flatten([for role in var.roles : try(role.environments, [])]) : !strcontains(name, ":")])
    error_message = "roles must name environments without a colon, because what stands behind it would be another part of the subject of GitHub's tokens, but name ${jsonencode(distinct([for name in flatten([for role in var.roles : try(role.environments, [])]) : name if strcontains(name, ":")]))}."
  }

  validation {
    condition     = alltrue([for name in flatten([for role in var.roles : try(role.environments, [])]) : can(regex("^[^*?$]{1,255}$", name)) && trimspace(name) == name])
    error_message = "roles must name environments as they are, without *, ? or $, which stand for other names, and without space around them, but name ${jsonencode(distinct([for name in flatten([for role in var.roles : try(role.environments, [])]) : name if !can(regex("^[^*?$]{1,255}$", name)) || trimspace(name) != name]))}."
  }

  validation {
    condition     = alltrue([for ref in try(var.roles.plan.refs, []) : can(regex("^refs/(heads|tags)/[^*?$:\\s]+$", ref))])
    error_message = "roles.plan.refs must be whole refs without *, ? or $, such as \"refs/heads/main\", but are ${jsonencode(try(var.roles.plan.refs, []))}."
  }

  validation {
    condition     = alltrue([for ref in flatten([for role in var.roles : try(role.job_workflow_refs, [])]) : can(regex("^[A-Za-z0-9_-]+/[A-Za-z0-9._-]+/\\.github/workflows/[^@*?$]+\\.ya?ml@(refs/(heads|tags)/[^*?$:\\s]+|[0-9a-f]{40})$", ref))])
    error_message = "roles must name job_workflow_refs as GitHub's tokens do, OWNER/REPOSITORY/.github/workflows/FILE.yml@refs/heads/main (or @refs/tags/…, or @ and a whole commit), without *, ? or $, but name ${jsonencode(distinct(flatten([for role in var.roles : try(role.job_workflow_refs, [])])))}."
  }

  # What the pipeline touches.

  validation {
    condition     = alltrue([for role in [var.roles.build, var.roles.scan, var.roles.deploy] : length(role.repository_arns) > 0 if role != null])
    error_message = "roles must name repository_arns, at least one for each of build, scan and deploy: without one the role could do nothing."
  }

  validation {
    condition     = alltrue([for arn in flatten([for role in var.roles : [try(role.repository_arns, []), try(role.cache_repository_arns, []), try(role.pull_repository_arns, [])]]) : can(regex("^arn:[^:]+:ecr:[^:]+:[0-9]{12}:repository/[a-z0-9._/-]+$", arn))])
    error_message = "roles must name repositories by their ARNs, such as \"arn:aws:ecr:eu-west-1:111122223333:repository/team/web\", without *, but name ${jsonencode(distinct(flatten([for role in var.roles : [try(role.repository_arns, []), try(role.cache_repository_arns, []), try(role.pull_repository_arns, [])]])))}."
  }

  validation {
    condition     = alltrue([for service in try(var.roles.scan.baseline_services, []) : can(regex("^[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}$", service))])
    error_message = "roles.scan.baseline_services must be services with their clusters, such as \"production/web\", but are ${jsonencode(try(var.roles.scan.baseline_services, []))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.deploy[*] : alltrue([for name in [role.cluster_name, role.service_name, role.task_family, role.template_family] : can(regex("^[A-Za-z0-9_-]{1,255}$", name))])])
    error_message = "roles.deploy must name cluster, service and task families by letters, digits, hyphens and underscores, without * and no ARN, but names ${jsonencode(flatten([for role in var.roles.deploy[*] : [role.cluster_name, role.service_name, role.task_family, role.template_family]]))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.deploy[*] : alltrue([for arn in [role.task_role_arn, role.execution_role_arn] : can(regex("^arn:[^:]+:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", arn))])])
    error_message = "roles.deploy must name the two roles that it passes on by their ARNs, such as \"arn:aws:iam::111122223333:role/slipway/web-task\", without *, but names ${jsonencode(flatten([for role in var.roles.deploy[*] : [role.task_role_arn, role.execution_role_arn]]))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.deploy[*] : can(regex("^arn:[^:]+:logs:[^:]+:[0-9]{12}:log-group:[A-Za-z0-9_/.#-]+(:\\*)?$", role.log_group_arn))])
    error_message = "roles.deploy.log_group_arn must be the ARN of a log group, such as \"arn:aws:logs:eu-west-1:111122223333:log-group:/slipway/web\", but is ${jsonencode(one(var.roles.deploy[*].log_group_arn))}."
  }

  # What running Terraform touches.

  validation {
    condition     = alltrue([for role in [var.roles.plan, var.roles.apply] : can(regex("^arn:[^:]+:s3:::[a-z0-9.-]{3,63}$", role.state_bucket_arn)) if role != null])
    error_message = "roles must name the bucket of the state by its ARN, such as \"arn:aws:s3:::acme-web-state\", but name ${jsonencode([for role in [var.roles.plan, var.roles.apply] : role.state_bucket_arn if role != null])}."
  }

  validation {
    condition     = alltrue([for role in [var.roles.plan, var.roles.apply] : alltrue([for prefix in concat([role.state_keys_prefix], role.more_state_keys_prefixes) : can(regex("^([A-Za-z0-9_.-][A-Za-z0-9_./-]*)?$", prefix))]) if role != null])
    error_message = "roles must name state_keys_prefix and more_state_keys_prefixes as the keys of the states begin, such as \"production/\", without a / in front and without *, but name ${jsonencode(flatten([for role in [var.roles.plan, var.roles.apply] : [role.state_keys_prefix, role.more_state_keys_prefixes] if role != null]))}."
  }

  validation {
    condition     = alltrue([for arn in flatten([for role in [var.roles.plan, var.roles.apply] : [[for key in [role.kms_key_arn] : key if key != null], try(role.kms_key_arns, [])] if role != null]) : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[A-Za-z0-9-]+$", arn))])
    error_message = "roles must name keys by their ARNs, such as \"arn:aws:kms:eu-west-1:111122223333:key/…\", and by no alias, but name ${jsonencode(flatten([for role in [var.roles.plan, var.roles.apply] : [[for key in [role.kms_key_arn] : key if key != null], try(role.kms_key_arns, [])] if role != null]))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.apply[*] : alltrue([for name in coalesce(role.names, role.environments) : can(regex("^[a-z][a-z0-9-]*$", name))])])
    error_message = "roles.apply.names must be what the resources of the environments are named after, lower-case letters, digits and hyphens such as \"production\", but are ${jsonencode(one([for role in var.roles.apply[*] : coalesce(role.names, role.environments)]))}; the environments themselves when null."
  }

  validation {
    condition     = alltrue([for role in var.roles.apply[*] : alltrue([for name in coalesce(role.repositories, []) : can(regex("^[a-z0-9][a-z0-9._/-]*[*]?$", name))])])
    error_message = "roles.apply.repositories must be names of repositories, or beginnings of names with a * behind them, such as \"team/*\", but are ${jsonencode(one([for role in var.roles.apply[*] : coalesce(role.repositories, [])]))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.apply[*] : can(regex("^[A-Za-z0-9_.:=+@/-]{1,128}$", role.tag_key))])
    error_message = "roles.apply.tag_key must be the key of a tag, such as \"slipway:environment\", but is ${jsonencode(one(var.roles.apply[*].tag_key))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.apply[*] : alltrue([for id in role.hosted_zone_ids : can(regex("^Z[A-Z0-9]*$", id))])])
    error_message = "roles.apply.hosted_zone_ids must be ids of Route 53 zones, such as \"Z0123456789ABCDEFGHIJ\", without *, but are ${jsonencode(one(var.roles.apply[*].hosted_zone_ids))}."
  }

  validation {
    condition     = alltrue([for role in var.roles.apply[*] : role.boundary_arn != null || var.create_boundary || var.permissions_boundary_arn != null])
    error_message = "roles.apply needs a boundary for the roles that it makes, or it could make one that may do anything: set create_boundary, or roles.apply.boundary_arn to the ARN of a policy."
  }
}
