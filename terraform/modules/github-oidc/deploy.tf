# What renders and deploys: render-task-def, deploy-ecs-with-rollback, and build-push-ecr where it tags what is deployed.
# It can't make or delete a service, and passes on two roles only.
locals {
  deploy_statements = flatten([for role in var.roles.deploy[*] : [
    {
      sid        = "RegisterTaskDefinition"
      why        = "To register the revision, in this one family; what it may run as is bounded by PassRoles."
      actions    = ["ecs:RegisterTaskDefinition"]
      resources  = ["${local.regional.ecs}:task-definition/${role.task_family}:*"]
      conditions = {}
    },
    {
      sid        = "ReadTaskDefinition"
      why        = "To read the template, and the revision that runs. AWS knows no resource for it."
      actions    = ["ecs:DescribeTaskDefinition"]
      resources  = ["*"]
      conditions = {}
    },
    {
      sid        = "TagRevision"
      why        = "A revision with tags is tagged while it is registered, and at no other time."
      actions    = ["ecs:TagResource"]
      resources  = ["${local.regional.ecs}:task-definition/${role.task_family}:*"]
      conditions = { StringEquals = { "ecs:CreateAction" = ["RegisterTaskDefinition"] } }
    },
    {
      sid        = "KeepRevisions"
      why        = "For `keep-revisions`: to find the older revisions, and to deregister them. AWS knows no resource for either."
      actions    = ["ecs:DeregisterTaskDefinition", "ecs:ListTaskDefinitions"]
      resources  = role.keep_revisions ? ["*"] : []
      conditions = {}
    },
    {
      sid        = "UpdateService"
      why        = "To deploy to this one service, to go back, and to see what runs."
      actions    = ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"]
      resources  = ["${local.regional.ecs}:service/${role.cluster_name}/${role.service_name}"]
      conditions = {}
    },
    {
      sid     = "FollowDeployment"
      why     = "To follow the deployment by its own name, to stop it or to answer its hooks, and to know what it brought and replaced."
      actions = ["ecs:ContinueServiceDeployment", "ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:StopServiceDeployment"]
      resources = [
        "${local.regional.ecs}:service/${role.cluster_name}/${role.service_name}",
        "${local.regional.ecs}:service-deployment/${role.cluster_name}/${role.service_name}/*",
        "${local.regional.ecs}:service-revision/${role.cluster_name}/${role.service_name}/*",
      ]
      conditions = {}
    },
    {
      sid        = "ListTasks"
      why        = "To see tasks die before ECS decides, and to prove what serves. AWS knows no resource for the list, but the cluster as a condition."
      actions    = ["ecs:ListTasks"]
      resources  = ["*"]
      conditions = { ArnEquals = { "ecs:cluster" = ["${local.regional.ecs}:cluster/${role.cluster_name}"] } }
    },
    {
      sid        = "ReadTasks"
      why        = "To read why a task died, and which revision serves."
      actions    = ["ecs:DescribeTasks"]
      resources  = ["${local.regional.ecs}:task/${role.cluster_name}/*"]
      conditions = {}
    },
    {
      sid        = "PassRoles"
      why        = "The revision runs as the roles that the template names; these two, and to tasks of ECS alone."
      actions    = ["iam:PassRole"]
      resources  = [role.task_role_arn, role.execution_role_arn]
      conditions = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com"] } }
    },
    {
      sid        = "ReadTargets"
      why        = "To tell which targets are not healthy and why, and how long that takes. AWS knows no resource for either."
      actions    = ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"]
      resources  = ["*"]
      conditions = {}
    },
    {
      sid        = "ReadAlarms"
      why        = "To watch the alarms of the deployment; a call for several is judged as one for all of the region."
      actions    = ["cloudwatch:DescribeAlarms"]
      resources  = ["${local.regional.cloudwatch}:alarm:*"]
      conditions = {}
    },
    {
      sid        = "ReadLog"
      why        = "To show the last lines of the container that died."
      actions    = ["logs:GetLogEvents"]
      resources  = ["${trimsuffix(role.log_group_arn, ":*")}:log-stream:*"]
      conditions = {}
    },
    {
      sid        = "Login"
      why        = "A token of ECR is for all registries that the role may use: AWS knows no resource for it."
      actions    = ["ecr:GetAuthorizationToken"]
      resources  = ["*"]
      conditions = {}
    },
    {
      sid        = "TagDeployed"
      why        = "To complete the image by its registry, to compare its platform, and to tag what was deployed, `deployed-…`, so that it is kept."
      actions    = ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:DescribeRepositories", "ecr:GetDownloadUrlForLayer", "ecr:PutImage"]
      resources  = role.repository_arns
      conditions = {}
    },
  ]])
}
