# What has an image in ECR: build-push-ecr.
locals {
  build_statements = flatten([for role in var.roles.build[*] : [
    {
      sid        = "Login"
      why        = "A token of ECR is for all registries that the role may use: AWS knows no resource for it."
      actions    = ["ecr:GetAuthorizationToken"]
      resources  = ["*"]
      conditions = {}
    },
    {
      sid = "Push"
      why = "To see what the repository and its tags hold, to push what is missing, and to put the tags; the cache of builds likewise."
      actions = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:DescribeRepositories",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ]
      resources  = distinct(concat(role.repository_arns, role.cache_repository_arns))
      conditions = {}
    },
    {
      sid        = "Pull"
      why        = "To promote images from these repositories, and to build on those in them."
      actions    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources  = role.pull_repository_arns
      conditions = {}
    },
    {
      sid        = "CreateRepository"
      why        = "For `create-repository: true`: to make the repository where it is missing, with its lifecycle policy."
      actions    = ["ecr:CreateRepository", "ecr:GetLifecyclePolicy", "ecr:PutLifecyclePolicy"]
      resources  = role.create_repository ? role.repository_arns : []
      conditions = {}
    },
    {
      sid        = "PublicImages"
      why        = "To pull from public.ecr.aws with a login, for more pulls than anybody has: AWS knows no resource for either."
      actions    = ["ecr-public:GetAuthorizationToken", "sts:GetServiceBearerToken"]
      resources  = role.public_images ? ["*"] : []
      conditions = {}
    },
  ]])
}
