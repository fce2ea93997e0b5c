# Who may assume a role: jobs of this repository, whose token says so in its subject, letter by letter. Nothing here
# stands for other names, so no other repository, branch or environment fits.
locals {
  names = {
    immutable = "repo:${var.github.owner}@${coalesce(var.github.owner_id, "0")}/${var.github.repository}@${coalesce(var.github.repository_id, "0")}"
    old       = "repo:${var.github.owner}/${var.github.repository}"
  }

  trusted_names = var.github.subject == "both" ? [local.names.immutable, local.names.old] : [local.names[var.github.subject]]

  # A job with an environment has that in its subject, and neither ref nor pull request.
  contexts = {
    for duty, role in var.roles : duty => concat(
      [for environment in role.environments : "environment:${environment}"],
      try(role.pull_requests, false) ? ["pull_request"] : [],
      [for ref in try(role.refs, []) : "ref:${ref}"],
    ) if role != null
  }

  subjects = {
    for duty, contexts in local.contexts : duty => flatten([for name in local.trusted_names : [for context in contexts : "${name}:${context}"]])
  }

  # The files of workflows that may run the job, each at its ref; of a reusable workflow that one, not its caller.
  workflows = { for duty, role in var.roles : duty => role.job_workflow_refs if length(try(role.job_workflow_refs, [])) > 0 }

  trust = {
    for duty in local.duties : duty => {
      Version = "2012-10-17"
      Statement = [{
        Sid       = "GitHubJobs"
        Effect    = "Allow"
        Principal = { Federated = local.provider_arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = merge(
            {
              "${local.issuer}:aud" = ["sts.amazonaws.com"]
              "${local.issuer}:sub" = local.subjects[duty]
            },
            { for key, refs in { "${local.issuer}:job_workflow_ref" = lookup(local.workflows, duty, null) } : key => refs if refs != null },
          )
        }
      }]
    }
  }
}
