/** The resources that operations of load balancers name. Pure. */
import { byArn, text, type Input, type Row, type Rows } from './row.ts';

const prioritized: Row = ({ RulePriorities }) =>
  ((Array.isArray(RulePriorities) ? RulePriorities : []) as readonly Input[]).map((each) =>
    text(each, 'RuleArn'),
  );

/** What names one thing by its ARN; the listener or load balancer that something is added to counts for it. */
export const elbv2: Rows = {
  // What has no id yet.
  CreateLoadBalancer: (input, arn) => [arn('loadbalancer/app/', `${text(input, 'Name')}/*`)],
  CreateTargetGroup: (input, arn) => [arn('targetgroup/', `${text(input, 'Name')}/*`)],
  SetRulePriorities: prioritized,
  ...Object.fromEntries(
    Object.entries({
      LoadBalancerArn: [
        ...['CreateListener', 'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes'],
        ...['SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'],
      ],
      TargetGroupArn: ['DeleteTargetGroup', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes'],
      ListenerArn: [
        ...['CreateRule', 'DeleteListener', 'ModifyListener', 'ModifyListenerAttributes'],
        ...['AddListenerCertificates', 'RemoveListenerCertificates'],
      ],
      RuleArn: ['DeleteRule', 'ModifyRule'],
      ResourceArns: ['AddTags', 'RemoveTags'],
    }).flatMap(([member, operations]) => operations.map((operation) => [operation, byArn(member)])),
  ),
};
