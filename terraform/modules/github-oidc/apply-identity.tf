# What the apply role may change of roles: those of the environment, each under the boundary, so that nothing it makes
# can do more than the boundary says. All of that it can do itself in the end, by a role that trusts it. It can touch neither the boundary nor the roles that run Terraform.
locals {
  linked_services = [
    "ecs.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "wafv2.amazonaws.com",
  ]

  apply_identity_statements = [
    {
      sid        = "MakeBoundedRoles"
      why        = "To make roles and to say what they may do: only of roles that have the boundary, or get it with this very call."
      actions    = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
      resources  = local.made_boundary_arn == null ? [] : local.own_roles
      conditions = { StringEquals = { "iam:PermissionsBoundary" = compact([local.made_boundary_arn]) } }
    },
    {
      sid = "ChangeRoles"
      why = "To say who may assume these roles, to tag and to remove them; what they may do stays under the boundary. Whom a role trusts IAM can't judge: who has these calls can become such a role."
      actions = [
        "iam:DeleteRole",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ]
      resources  = local.own_roles
      conditions = {}
    },
    {
      sid     = "KeepFoundations"
      why     = "Whoever could change the boundary, the identity provider or the roles that run Terraform would be bounded by nothing."
      effect  = "Deny"
      actions = ["iam:Add*", "iam:Attach*", "iam:Create*", "iam:Delete*", "iam:Detach*", "iam:Pass*", "iam:Put*", "iam:Remove*", "iam:Set*", "iam:Tag*", "iam:Untag*", "iam:Update*"]
      resources = concat(
        compact([local.made_boundary_arn]),
        ["${local.iam}:policy/slipway/*", local.provider_arn],
        [for duty in ["plan", "apply"] : "${local.iam}:role/slipway/${var.name}-${duty}"],
      )
      conditions = {}
    },
    {
      sid        = "ServicesOwnRoles"
      why        = "The first load balancer, cluster or scaling of an account makes the role of the AWS service behind it; nobody but that service can assume it."
      actions    = ["iam:CreateServiceLinkedRole"]
      resources  = [for service in local.linked_services : "${local.iam}:role/aws-service-role/${service}/*"]
      conditions = { StringEquals = { "iam:AWSServiceName" = local.linked_services } }
    },
  ]
}
