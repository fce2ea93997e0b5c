# What the apply role may change of clusters, services and repositories, and how far a service may scale.
locals {
  repositories = coalesce(try(var.roles.apply.repositories, null), [for base in local.bases : "${base}/*"])

  apply_containers_statements = [
    {
      sid = "ChangeClusters"
      why = "To make, change and remove clusters and the services in them, by their names."
      actions = [
        "ecs:CreateCluster",
        "ecs:CreateService",
        "ecs:DeleteCluster",
        "ecs:DeleteService",
        "ecs:PutClusterCapacityProviders",
        "ecs:TagResource",
        "ecs:UntagResource",
        "ecs:UpdateCluster",
        "ecs:UpdateService",
      ]
      resources = flatten([for pattern in local.patterns : [
        "${local.regional.ecs}:cluster/${pattern}",
        "${local.regional.ecs}:service/${pattern}/*",
        "${local.regional.ecs}:task-definition/${pattern}:*",
      ]])
      conditions = {}
    },
    {
      sid        = "RegisterTemplate"
      why        = "To register the template of a service, by its family; what may run as which role is bounded by PassTaskRoles."
      actions    = ["ecs:RegisterTaskDefinition"]
      resources  = [for pattern in local.patterns : "${local.regional.ecs}:task-definition/${pattern}:*"]
      conditions = {}
    },
    {
      sid        = "PassTaskRoles"
      why        = "The template names the roles of its tasks, which are passed on to tasks of ECS alone."
      actions    = ["iam:PassRole"]
      resources  = local.own_roles
      conditions = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
    },
    {
      sid = "ChangeRepositories"
      why = "To make, change and remove repositories, by their names. None of these calls pushes an image or lets others in; a role that is made under the boundary can."
      actions = [
        "ecr:CreateRepository",
        "ecr:DeleteLifecyclePolicy",
        "ecr:DeleteRepository",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:TagResource",
        "ecr:UntagResource",
      ]
      resources  = [for repository in local.repositories : "${local.regional.ecr}:repository/${repository}"]
      conditions = {}
    },
    {
      sid        = "UseKeyOfRepositories"
      why        = "A repository is encrypted by a grant on the account's key for ECR, which is given when it is made and given back when it is removed. The id of that key is drawn by AWS, its alias is not."
      actions    = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
      resources  = ["${local.regional.kms}:key/*"]
      conditions = { "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = ["alias/aws/ecr"] } }
    },
    {
      sid = "Scale"
      why = "To say how far services of ECS scale, and on what; AWS draws the ids of what scales."
      actions = [
        "application-autoscaling:DeleteScalingPolicy",
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:RegisterScalableTarget",
      ]
      resources  = ["${local.regional.application-autoscaling}:scalable-target/*"]
      conditions = { StringEquals = { "application-autoscaling:service-namespace" = ["ecs"] } }
    },
    {
      sid        = "TagScaling"
      why        = "To tag what scales; AWS tells no namespace here."
      actions    = ["application-autoscaling:TagResource", "application-autoscaling:UntagResource"]
      resources  = ["${local.regional.application-autoscaling}:scalable-target/*"]
      conditions = {}
    },
  ]
}
