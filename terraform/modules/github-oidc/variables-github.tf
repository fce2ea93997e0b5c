variable "github" {
  description = "The repository whose jobs may assume the roles, by names and by numbers (`gh api repos/OWNER/REPOSITORY --jq '.owner.id, .id'` prints both). `subject` says which form of its tokens is trusted: `immutable`, of repositories that were made, renamed or transferred since 15 July 2026; `old`, without the numbers; or `both`."
  type = object({
    owner         = string
    owner_id      = optional(string)
    repository    = string
    repository_id = optional(string)
    subject       = optional(string, "both")
  })
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$", var.github.owner))
    error_message = "github.owner must be the name of a user or an organization, such as \"acme\", without anything that stands for other names, but is \"${var.github.owner}\"."
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,100}$", var.github.repository))
    error_message = "github.repository must be the name of a repository without its owner, such as \"web\", without anything that stands for other names, but is \"${var.github.repository}\"."
  }

  validation {
    condition     = contains(["both", "immutable", "old"], var.github.subject)
    error_message = "github.subject must be \"both\", \"immutable\" or \"old\", but is \"${var.github.subject}\"."
  }

  validation {
    condition     = var.github.subject == "old" || can(regex("^[1-9][0-9]*$", var.github.owner_id))
    error_message = "github.owner_id must be the number of ${var.github.owner}, but is ${var.github.owner_id == null ? "missing" : "\"${var.github.owner_id}\""}: `gh api repos/${var.github.owner}/${var.github.repository} --jq '.owner.id, .id'` prints it, and that of the repository."
  }

  validation {
    condition     = var.github.subject == "old" || can(regex("^[1-9][0-9]*$", var.github.repository_id))
    error_message = "github.repository_id must be the number of ${var.github.repository}, but is ${var.github.repository_id == null ? "missing" : "\"${var.github.repository_id}\""}: `gh api repos/${var.github.owner}/${var.github.repository} --jq '.owner.id, .id'` prints that of the owner, and it."
  }
}
