# What `terraform plan` asks of AWS about what the stacks make: settings, and nothing that they hold. No statement lets a
# secret be read: of parameters those of Slipway alone, of Secrets Manager nothing.
locals {
  read_statements = [
    {
      sid = "ReadNetwork"
      why = "To compare network and firewalls. AWS knows no resource for these, but the region as a condition."
      actions = [
        "ec2:DescribeAddresses",
        "ec2:DescribeAddressesAttribute",
        "ec2:DescribeFlowLogs",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNatGateways",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribePrefixLists",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroupRules",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcs",
      ]
      resources  = ["*"]
      conditions = { StringEquals = { "aws:RequestedRegion" = [local.region] } }
    },
    {
      sid        = "ReadVpc"
      why        = "To compare how names are resolved in the network."
      actions    = ["ec2:DescribeVpcAttribute"]
      resources  = ["${local.regional.ec2}:vpc/*"]
      conditions = {}
    },
    {
      sid = "ReadBalancers"
      why = "To compare load balancers and how tasks scale. AWS knows no resource for these, but the region as a condition."
      actions = [
        "application-autoscaling:DescribeScalableTargets",
        "application-autoscaling:DescribeScalingPolicies",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
      ]
      resources  = ["*"]
      conditions = { StringEquals = { "aws:RequestedRegion" = [local.region] } }
    },
    {
      sid        = "ReadByList"
      why        = "To compare task definitions, log groups, parameters by their descriptions, and who is told of alarms. AWS knows no resource for these, but the region as a condition."
      actions    = ["ecs:DescribeTaskDefinition", "logs:DescribeLogGroups", "sns:GetSubscriptionAttributes", "ssm:DescribeParameters"]
      resources  = ["*"]
      conditions = { StringEquals = { "aws:RequestedRegion" = [local.region] } }
    },
    {
      sid = "ReadContainers"
      why = "To compare cluster, services, repositories and how tasks scale."
      actions = [
        "application-autoscaling:ListTagsForResource",
        "ecr:DescribeImages",
        "ecr:DescribeRepositories",
        "ecr:GetLifecyclePolicy",
        "ecr:GetRepositoryPolicy",
        "ecr:ListTagsForResource",
        "ecs:DescribeClusters",
        "ecs:DescribeServices",
        "ecs:ListTagsForResource",
      ]
      resources = [
        "${local.regional.application-autoscaling}:scalable-target/*",
        "${local.regional.ecr}:repository/*",
        "${local.regional.ecs}:cluster/*",
        "${local.regional.ecs}:service/*",
        "${local.regional.ecs}:task-definition/*",
      ]
      conditions = {}
    },
    {
      sid = "ReadObserving"
      why = "To compare log groups, alarms, dashboards and topics: what they are called and how they are set, no line of a log."
      actions = [
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetDashboard",
        "cloudwatch:ListTagsForResource",
        "logs:ListTagsForResource",
        "sns:GetTopicAttributes",
        "sns:ListTagsForResource",
      ]
      resources = [
        "${local.regional.cloudwatch}:alarm:*",
        "arn:${local.partition}:cloudwatch::${local.account}:dashboard/*",
        "${local.regional.logs}:log-group:*",
        "${local.regional.sns}:*",
      ]
      conditions = {}
    },
  ]
}
