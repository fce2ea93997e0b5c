# What the apply role may change between the world and the service: load balancers, and web ACLs in front of them.
locals {
  balancers = [for pattern in local.patterns : "${local.regional.elasticloadbalancing}:loadbalancer/app/${pattern}/*"]
  web_acls  = [for pattern in local.patterns : "${local.regional.wafv2}:regional/webacl/${pattern}/*"]

  apply_balancing_statements = [
    {
      sid = "ChangeBalancers"
      why = "To make, change and remove load balancers, their listeners and rules, and target groups, by their names."
      actions = [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetRulePriorities",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
      ]
      resources = concat(local.balancers, flatten([for pattern in local.patterns : [
        "${local.regional.elasticloadbalancing}:listener/app/${pattern}/*",
        "${local.regional.elasticloadbalancing}:listener-rule/app/${pattern}/*",
        "${local.regional.elasticloadbalancing}:targetgroup/${pattern}/*",
      ]]))
      conditions = {}
    },
    {
      sid        = "ChangeWebAcls"
      why        = "To make, change and remove a web ACL of AWS's rules, and to put it in front of the load balancer, which both sides have to allow."
      actions    = ["elasticloadbalancing:CreateWebACLAssociation", "elasticloadbalancing:DeleteWebACLAssociation", "wafv2:AssociateWebACL", "wafv2:CreateWebACL", "wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL", "wafv2:DisassociateWebACL", "wafv2:PutLoggingConfiguration", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateWebACL"]
      resources  = concat(local.web_acls, local.balancers, ["${local.regional.wafv2}:regional/managedruleset/*"])
      conditions = {}
    },
    {
      sid        = "AttachWebAcls"
      why        = "The load balancer's side of putting a web ACL in front of it as accounts without the finer actions ask for it, and the delivery of its log. AWS knows no resource for these, but the region as a condition."
      actions    = ["elasticloadbalancing:SetWebACL", "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeResourcePolicies", "logs:PutResourcePolicy"]
      resources  = ["*"]
      conditions = { StringEquals = { "aws:RequestedRegion" = [local.region] } }
    },
  ]
}
