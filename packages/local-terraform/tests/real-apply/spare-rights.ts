/** What the story asks for nowhere of the two roles that run Terraform, each with what it is there for. */

/** Statement → why it is there all the same. */
export const spareStatements: Readonly<Record<string, string>> = {
  UseKeyOfRepositories: 'ECR asks for grants on its key behind CreateRepository; the local cloud has no keys',
  EndpointNames: 'network: endpoints of services, which nat = "none" takes; the story has that of S3 alone',
  EmptyLogBuckets: 'load-balancer: what a log bucket holds goes with it; nobody writes logs in the story',
};

/** What is changed in place when values change → the actions that do. */
export const spareChanges: Readonly<Record<string, readonly string[]>> = {
  'a tag is no longer there': [
    ...['acm:RemoveTagsFromCertificate', 'application-autoscaling:UntagResource', 'cloudwatch:UntagResource'],
    ...['ec2:DeleteTags', 'ecr:UntagResource', 'ecs:UntagResource', 'elasticloadbalancing:RemoveTags'],
    ...['iam:UntagRole', 'logs:UntagResource', 'sns:UntagResource', 'ssm:RemoveTagsFromResource'],
    'wafv2:UntagResource',
  ],
  'a listener, rule, target group or load balancer is set otherwise': [
    ...['ModifyListener', 'ModifyListenerAttributes', 'ModifyRule', 'ModifyTargetGroup', 'SetIpAddressType'],
    ...['SetRulePriorities', 'SetSecurityGroups', 'SetSubnets'],
  ].map((name) => `elasticloadbalancing:${name}`),
  'a cluster, a repository or a web ACL is set otherwise': [
    ...[
      'ecs:UpdateCluster',
      'ecr:PutImageScanningConfiguration',
      'ecr:PutImageTagMutability',
      'wafv2:UpdateWebACL',
    ],
  ],
  'a network is set otherwise': [
    ...[
      'ec2:ModifySecurityGroupRules',
      'ec2:ModifySubnetAttribute',
      'ec2:ModifyVpcEndpoint',
      'ec2:ReplaceRoute',
    ],
    'ec2:ReplaceRouteTableAssociation',
  ],
  'a role is trusted, bounded or described otherwise': [
    ...['iam:PutRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole'],
    'iam:UpdateRoleDescription',
  ],
  'a certificate or a zone is set otherwise': [
    ...['acm:UpdateCertificateOptions', 'route53:UpdateHostedZoneComment'],
  ],
  'logs are kept for ever, or under another key': [
    ...['logs:AssociateKmsKey', 'logs:DeleteRetentionPolicy', 'logs:DisassociateKmsKey'],
  ],
  'a bucket of logs is not empty': ['s3:DeleteObjectVersion', 's3:ListBucketVersions'],
  'a key of the account is used': ['kms:CreateGrant', 'kms:DescribeKey', 'kms:RetireGrant'],
  'a network has endpoints of services': ['route53:AssociateVPCWithHostedZone'],
};

/** What is read where a stack is set otherwise. */
export const spareReads: readonly string[] = [
  // Of a repository that others may pull from.
  'ecr:GetRepositoryPolicy',
  // The provider has the tags from the descriptions.
  'ecs:ListTagsForResource',
];

/** What the plan role has with the apply role: both read by the same statements. */
export const readsOfApplyAlone: readonly string[] = ['ec2:DescribeNetworkInterfaces', 'route53:GetChange'];
