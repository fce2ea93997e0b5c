/** What is counted in `terraform show -json`. */
import { expect, test } from '@jest/globals';
import { quantitiesOf, resourcesOf, type Resource } from '../src/quantities.ts';

const none = quantitiesOf([]);
const one = (type: string, values: Resource['values'] = {}): Resource => ({ type, values });

test('where nothing stands, nothing is counted', () => {
  expect(new Set(Object.values(none))).toEqual(new Set([0]));
});

test.each([
  ['aws_nat_gateway', {}, { natGateways: 1 }],
  ['aws_eip', {}, { publicAddresses: 1 }],
  ['aws_lb', { internal: false, subnets: ['a', 'b', 'c'] }, { loadBalancers: 1, publicAddresses: 3 }],
  ['aws_lb', { internal: true, subnets: ['a', 'b'] }, { loadBalancers: 1 }],
  ['aws_vpc_endpoint', { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'] }, { endpointZones: 2 }],
  ['aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' }, {}],
  ['aws_cloudwatch_metric_alarm', { extended_statistic: 'p95', metric_query: [] }, { alarms: 1 }],
  ['aws_cloudwatch_metric_alarm', { metric_query: [{ metric: [{}] }, { metric: [{}] }, {}] }, { alarms: 2 }],
  ['aws_appautoscaling_policy', { policy_type: 'TargetTrackingScaling' }, { alarms: 2 }],
  ['aws_appautoscaling_policy', { policy_type: 'StepScaling' }, {}],
  ['aws_cloudwatch_dashboard', {}, { dashboards: 1 }],
  ['aws_kms_key', {}, { keys: 1 }],
  ['aws_route53_zone', {}, { zones: 1 }],
  ['aws_wafv2_web_acl', { rule: [{}, {}] }, { webAcls: 1, webAclRules: 2 }],
  ['aws_secretsmanager_secret', {}, { secrets: 1 }],
  ['aws_vpc', {}, {}],
])('%s %j', (type, values, counted) => {
  expect(quantitiesOf([one(type, values)])).toEqual({ ...none, ...counted });
});

test('what a plan does not know yet is not taken for nothing', () => {
  expect(() => quantitiesOf([one('aws_lb')])).toThrow(
    new Error('aws_lb does not say its subnets yet: count in a state.'),
  );
});

const key = one('aws_kms_key');

test('a state tells the resources of all its modules, and not what it reads', () => {
  const managed = { ...key, mode: 'managed' };
  const shown = {
    values: {
      root_module: {
        resources: [managed, { ...key, mode: 'data' }],
        child_modules: [{ child_modules: [{ resources: [managed] }] }, { resources: [managed] }],
      },
    },
  };
  expect(resourcesOf(shown)).toEqual([key, key, key]);
});

test('a plan tells what will stand there, and not what it reads or destroys', () => {
  const { type, values } = key;
  const shown = {
    values: {},
    resource_changes: [
      { type, mode: 'managed', change: { after: values } },
      { type, mode: 'managed', change: { after: null } },
      { type, mode: 'data', change: { after: values } },
    ],
  };
  expect(resourcesOf(shown)).toEqual([key]);
});

test('an empty state has none', () => {
  expect(resourcesOf({})).toEqual([]);
});
