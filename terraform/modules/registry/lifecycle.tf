# In ECR the first rule whose tags fit an image claims it, and no later one can expire it. So what was deployed comes
# first. The last rule counts all images, and expires only what nobody claimed. It goes by no age: an image can serve for years
# without a tag `deployed-…`, as one does that is deployed by a revision made by hand, or whose tag could not be put.
locals {
  after_days = {
    for subject, days in { untagged = var.untagged_days, cache = var.cache_days, pull_request = var.pull_request_days } :
    subject => { countType = "sinceImagePushed", countUnit = "days", countNumber = days }
  }

  image_selections = [
    {
      description = "Keep the last ${var.keep_deployed} that a deployment tagged"
      selection   = { tagStatus = "tagged", tagPrefixList = ["deployed-"], countType = "imageCountMoreThan", countNumber = var.keep_deployed }
    },
    {
      description = "Expire images of pull requests after ${var.pull_request_days} days"
      selection   = merge({ tagStatus = "tagged", tagPrefixList = ["pr-"] }, local.after_days.pull_request)
    },
    {
      description = "Expire build caches that were not written for ${var.cache_days} days"
      selection   = merge({ tagStatus = "tagged", tagPrefixList = [var.cache_prefix] }, local.after_days.cache)
    },
    {
      description = "Expire untagged images after ${var.untagged_days} days"
      selection   = merge({ tagStatus = "untagged" }, local.after_days.untagged)
    },
    {
      description = "Keep all others until ${var.keep_images} images are newer"
      selection   = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.keep_images }
    },
  ]

  cache_selections = [
    {
      description = "Expire what a newer cache replaced after a day"
      selection   = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 1 }
    },
    {
      description = "Expire build caches that were not written for ${var.cache_days} days"
      selection   = merge({ tagStatus = "any" }, local.after_days.cache)
    },
  ]

  image_rules = [
    for index, rule in local.image_selections :
    { rulePriority = index + 1, description = rule.description, selection = rule.selection, action = { type = "expire" } }
  ]

  cache_rules = [
    for index, rule in local.cache_selections :
    { rulePriority = index + 1, description = rule.description, selection = rule.selection, action = { type = "expire" } }
  ]
}
