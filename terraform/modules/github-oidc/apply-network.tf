# What the apply role may change in a network: what bears the environment's tag. Ids of a network are drawn by AWS, so
# names can't bound it; the stacks put the tag on everything that they make.
locals {
  # On a thing that is there, and on one that is being made.
  tagged    = { for key in local.tag_keys : "aws:ResourceTag/${key}" => local.environments }
  requested = { for key in local.tag_keys : "aws:RequestTag/${key}" => local.environments }

  network_kinds = [
    for kind in ["elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet", "vpc", "vpc-endpoint", "vpc-flow-log"] :
    "${local.regional.ec2}:${kind}/*"
  ]

  network_creates = [
    "ec2:AllocateAddress",
    "ec2:CreateFlowLogs",
    "ec2:CreateInternetGateway",
    "ec2:CreateNatGateway",
    "ec2:CreateRouteTable",
    "ec2:CreateSecurityGroup",
    "ec2:CreateSubnet",
    "ec2:CreateVpc",
    "ec2:CreateVpcEndpoint",
  ]

  apply_network_statements = [
    {
      sid        = "MakeNetwork"
      why        = "To make the parts of a network, each with the environment's tag."
      actions    = local.network_creates
      resources  = local.network_kinds
      conditions = { StringEquals = local.requested }
    },
    {
      sid        = "TagNetwork"
      why        = "A part is tagged while it is made; without that anything could be tagged and then changed."
      actions    = ["ec2:CreateTags"]
      resources  = local.network_kinds
      conditions = { StringEquals = { "ec2:CreateAction" = concat([for action in local.network_creates : split(":", action)[1]], ["AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"]) } }
    },
    {
      sid = "ChangeNetwork"
      why = "To make parts inside others, to connect, change and remove them: those with the environment's tag alone."
      actions = concat(local.network_creates, [
        "ec2:AssociateRouteTable",
        "ec2:AttachInternetGateway",
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateRoute",
        "ec2:CreateTags",
        "ec2:DeleteFlowLogs",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteNatGateway",
        "ec2:DeleteRoute",
        "ec2:DeleteRouteTable",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteTags",
        "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpoints",
        "ec2:DetachInternetGateway",
        "ec2:DisassociateAddress",
        "ec2:DisassociateRouteTable",
        "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVpcAttribute",
        "ec2:ModifyVpcEndpoint",
        "ec2:ReleaseAddress",
        "ec2:ReplaceRoute",
        "ec2:ReplaceRouteTableAssociation",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
      ])
      resources  = local.network_kinds
      conditions = { StringEquals = local.tagged }
    },
    {
      sid        = "AddRules"
      why        = "A new rule of a firewall has no tag yet; the firewall that it is added to has to."
      actions    = ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress"]
      resources  = ["${local.regional.ec2}:security-group-rule/*"]
      conditions = {}
    },
    {
      sid       = "ClaimDefaultFirewall"
      why       = "AWS makes the default security group of a VPC without tags: one that has neither such a tag nor a name may be given the environment's, so that its rules can be taken away. AWS can't tell it from other groups without these tags, in whatever VPC of the region: tag those, or keep them in another account."
      actions   = ["ec2:CreateTags"]
      resources = ["${local.regional.ec2}:security-group/*"]
      conditions = {
        StringEquals = local.requested
        Null         = { for key in concat(keys(local.tagged), ["aws:ResourceTag/Name"]) : key => ["true"] }
      }
    },
    {
      sid        = "EndpointNames"
      why        = "A VPC endpoint of a service answers to the service's own name, which is a zone that AWS attaches to the VPC."
      actions    = ["route53:AssociateVPCWithHostedZone"]
      resources  = ["arn:${local.partition}:route53:::hostedzone/*"]
      conditions = {}
    },
    {
      sid        = "PassFlowLogRole"
      why        = "The record of who talked to whom is written by a role, which is passed on to that service alone."
      actions    = ["iam:PassRole"]
      resources  = local.own_roles
      conditions = { StringEquals = { "iam:PassedToService" = ["vpc-flow-logs.amazonaws.com"] } }
    },
  ]
}
