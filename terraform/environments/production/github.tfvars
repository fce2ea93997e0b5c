# The repository whose workflows may assume the roles; both ids are printed by
# gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'
github = {
  owner         = "OWNER"
  owner_id      = "1000001"
  repository    = "REPOSITORY"
  repository_id = "2000002"
}

# Narrows the role of a duty to jobs of one workflow file at one ref. Without, every job of the environment may assume
# each role. Of a job that a reusable workflow runs, that one's file and ref count, as those of release.yml. A plan on
# pull requests has another ref each time, so that it can't be named here.
# job_workflow_refs = {
#   build  = "slipway-actions/slipway/.github/workflows/release.yml@refs/tags/v1"
#   scan   = "slipway-actions/slipway/.github/workflows/release.yml@refs/tags/v1"
#   deploy = "slipway-actions/slipway/.github/workflows/release.yml@refs/tags/v1"
#   plan   = "OWNER/REPOSITORY/.github/workflows/infrastructure.yml@refs/heads/main"
#   apply  = "OWNER/REPOSITORY/.github/workflows/infrastructure.yml@refs/heads/main"
# }
