# The resources that the policies name, read from what the module was told.

locals {
  # 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web, and the same with a digest behind it: account, region, name.
  ecr_pattern = "^([0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)/([^@:]+)"

  ecr_images = { for image in concat([var.repository_url], values(var.sidecars)[*].image) : image => regex(local.ecr_pattern, image) if can(regex(local.ecr_pattern, image)) }
  ecr_arns   = { for image, parts in local.ecr_images : image => "arn:${local.partition}:ecr:${parts[1]}:${parts[0]}:repository/${parts[2]}" }

  # A registry that does not say where it is stands where the cluster does.
  own_repository = coalesce(
    var.repository_arn,
    lookup(local.ecr_arns, var.repository_url, null),
    "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${replace(var.repository_url, "/^[^/]+//", "")}",
  )
  repositories = distinct(concat([local.own_repository], [for image in values(var.sidecars)[*].image : local.ecr_arns[image] if contains(keys(local.ecr_arns), image)]))

  # A secret's ARN is seven words; what stands behind them chooses a key of its JSON and a version.
  secret_arns     = distinct(concat(values(var.secrets), flatten([for sidecar in values(var.sidecars) : values(sidecar.secrets)])))
  parameters      = sort([for arn in local.secret_arns : arn if split(":", arn)[2] == "ssm"])
  manager_secrets = sort(distinct([for arn in local.secret_arns : join(":", slice(split(":", arn), 0, 7)) if split(":", arn)[2] == "secretsmanager"]))
  secret_keys     = length(local.secret_arns) == 0 ? [] : var.secrets_kms_key_arns != null ? var.secrets_kms_key_arns : var.kms_key_arn[*]
}
