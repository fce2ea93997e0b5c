# What decides whether a digest may be deployed: scan-image. It changes nothing; all it may do is start a scan.
locals {
  scan_clusters = distinct([for service in flatten(var.roles.scan[*].baseline_services) : split("/", service)[0]])

  scan_statements = flatten([for role in var.roles.scan[*] : [
    {
      sid = "ReadScan"
      why = "To find the image and its platforms, to read what its scan found, and to start one where none comes by itself."
      actions = [
        "ecr:BatchGetImage",
        "ecr:BatchGetRepositoryScanningConfiguration",
        "ecr:DescribeImageScanFindings",
        "ecr:DescribeImages",
        "ecr:StartImageScan",
      ]
      resources  = role.repository_arns
      conditions = {}
    },
    {
      sid        = "ReadKindOfScan"
      why        = "To tell basic scanning from Inspector before there is a scan: a setting of the registry, for which AWS knows no resource."
      actions    = ["ecr:GetRegistryScanningConfiguration"]
      resources  = ["*"]
      conditions = {}
    },
    {
      sid        = "ReadDanger"
      why        = "For `kev` and `epss-above` without a file: what CISA and FIRST say of a finding. AWS knows no resource for it."
      actions    = ["inspector2:BatchGetFindingDetails"]
      resources  = role.inspector ? ["*"] : []
      conditions = {}
    },
    {
      sid     = "ReadBaseline"
      why     = "For `ecs:cluster/service` as `digest`, as promote.yml asks it, or as `baseline`: which digests the deployments of these services brought."
      actions = ["ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:DescribeServices", "ecs:ListServiceDeployments"]
      resources = flatten([for service in role.baseline_services : [
        "${local.regional.ecs}:service/${service}",
        "${local.regional.ecs}:service-deployment/${service}/*",
        "${local.regional.ecs}:service-revision/${service}/*",
      ]])
      conditions = {}
    },
    {
      sid        = "ListBaselineTasks"
      why        = "For the same, where the tasks have to be asked. AWS knows no resource for the list, but the cluster as a condition."
      actions    = ["ecs:ListTasks"]
      resources  = length(role.baseline_services) > 0 ? ["*"] : []
      conditions = { ArnEquals = { "ecs:cluster" = [for cluster in local.scan_clusters : "${local.regional.ecs}:cluster/${cluster}"] } }
    },
    {
      sid        = "ReadBaselineTasks"
      why        = "For the same: which digests the tasks run."
      actions    = ["ecs:DescribeTasks"]
      resources  = [for cluster in local.scan_clusters : "${local.regional.ecs}:task/${cluster}/*"]
      conditions = {}
    },
    {
      sid        = "ReadBaselineTaskDefinition"
      why        = "For the same, where no task tells it: which digests the task definition pins. AWS knows no resource for it."
      actions    = ["ecs:DescribeTaskDefinition"]
      resources  = length(role.baseline_services) > 0 ? ["*"] : []
      conditions = {}
    },
  ]])
}
