# The repository whose workflows may assume the roles; both ids are printed by
# gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'
github = {
  owner         = "OWNER"
  owner_id      = "1000001"
  repository    = "REPOSITORY"
  repository_id = "2000002"
}

# Narrows the role of a duty to jobs of these workflow files, each at one ref. Without, every job of the environment may
# assume each role. Of a job that a reusable workflow runs, that one's file and ref count. Of those that you call,
# promote.yml belongs to build and scan too, rollback.yml to deploy, destroy.yml to plan and apply, pull-request.yml to
# build, scan and plan. Where your callers name a commit in place of v1, a ref ends in @ and its 40 digits.
# UNTRIED on GitHub: release.yml and promote.yml call deploy.yml as `$/…`, and which ref the tokens of its jobs have nobody has
# seen yet. A ref that they don't have locks the jobs out, so look first: terraform/README.md, "Who may become which role".
# job_workflow_refs = {
#   build  = ["slipway-actions/slipway/.github/workflows/release.yml@refs/tags/v1"]
#   scan   = ["slipway-actions/slipway/.github/workflows/deploy.yml@refs/tags/v1"]
#   deploy = ["slipway-actions/slipway/.github/workflows/deploy.yml@refs/tags/v1"]
#   plan   = ["slipway-actions/slipway/.github/workflows/infrastructure.yml@refs/tags/v1"]
#   apply  = ["slipway-actions/slipway/.github/workflows/infrastructure.yml@refs/tags/v1"]
# }
