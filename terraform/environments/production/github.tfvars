# The repository whose workflows may assume the roles; both ids are printed by
# gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'
github = {
  owner         = "OWNER"
  owner_id      = "1000001"
  repository    = "REPOSITORY"
  repository_id = "2000002"
}
