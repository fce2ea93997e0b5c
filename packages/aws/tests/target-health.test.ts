/** The load balancers' word on the targets of a service, over the query protocol. */
import { afterEach, expect, test } from '@jest/globals';
import { LoadBalancers } from '../src/elb.ts';
import { closeLoopbacks, openLoopback } from './loopback.ts';

afterEach(closeLoopbacks);

const group = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1';
const health = (): ReturnType<LoadBalancers['health']> =>
  new LoadBalancers({ region: 'eu-west-1', maxAttempts: 3 }).health(group);

const groups = (members: string): string =>
  `<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member>${members}</member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>`;

const answer = (members: string): string =>
  `<DescribeTargetHealthResponse><DescribeTargetHealthResult><TargetHealthDescriptions>${members}</TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>`;

test('each target is told with its state, and why it is not healthy', async () => {
  const { heard } = await openLoopback({
    body: answer(
      '<member><Target><Id>10.0.0.7</Id><Port>80</Port></Target><TargetHealth><State>healthy</State></TargetHealth></member>' +
        '<member><Target><Id>10.0.0.8</Id><Port>80</Port></Target><TargetHealth><State>unhealthy</State><Reason>Target.Timeout</Reason><Description>Request timed out</Description></TargetHealth></member>',
    ),
  });
  expect(await health()).toEqual([
    { host: '10.0.0.7', port: 80, state: 'healthy', reason: undefined, description: undefined },
    {
      host: '10.0.0.8',
      port: 80,
      state: 'unhealthy',
      reason: 'Target.Timeout',
      description: 'Request timed out',
    },
  ]);
  expect(heard[0]).toMatchObject({ operation: 'DescribeTargetHealth', input: { TargetGroupArn: group } });
});

test('how a group is checked is told, in milliseconds', async () => {
  const { heard } = await openLoopback({
    body: groups(
      '<HealthCheckIntervalSeconds>10</HealthCheckIntervalSeconds><UnhealthyThresholdCount>3</UnhealthyThresholdCount>',
    ),
  });
  const balancers = new LoadBalancers({ region: 'eu-west-1' });
  expect(await balancers.checks(group)).toEqual({ interval: 10_000, unhealthyThreshold: 3 });
  expect(heard[0]).toMatchObject({
    operation: 'DescribeTargetGroups',
    input: { 'TargetGroupArns.member.1': group },
  });
});

test('a group that tells nothing of its checks has the usual ones', async () => {
  await openLoopback({ body: groups('') });
  const balancers = new LoadBalancers({ region: 'eu-west-1' });
  expect(await balancers.checks(group)).toEqual({ interval: 30_000, unhealthyThreshold: 2 });
});

test('a group without targets has none', async () => {
  await openLoopback({ body: answer('') });
  expect(await health()).toEqual([]);
});

test.each([
  [
    'TargetGroupNotFound',
    'One or more target groups not found',
    'setup',
    'target-group-not-found',
    `The target group ${group} was not found: One or more target groups not found. Check the load balancer of the service.`,
  ],
  [
    'AccessDenied',
    'User: arn:me is not authorized to perform: elasticloadbalancing:DescribeTargetHealth',
    'setup',
    'access-denied',
    `AWS denied elasticloadbalancing:DescribeTargetHealth on ${group}: User: arn:me is not authorized to perform: elasticloadbalancing:DescribeTargetHealth. Allow \`elasticloadbalancing:DescribeTargetHealth\` in the role that this job assumes.`,
  ],
  [
    'ExpiredToken',
    'The security token included in the request is expired',
    'setup',
    'credentials-expired',
    'AWS does not accept the credentials any more (elasticloadbalancing:DescribeTargetHealth): The security token included in the request is expired. Run aws-actions/configure-aws-credentials in this job, with a role-duration-seconds above the time this job takes.',
  ],
])('%s is asked once, and said in a sentence', async (error, said, kind, code, message) => {
  const { heard } = await openLoopback({ error, message: said, status: 403 });
  await expect(health()).rejects.toMatchObject({ kind, code, message });
  expect(heard).toHaveLength(1);
});

test('throttling in the query protocol is upstream’s', async () => {
  const { heard } = await openLoopback({ error: 'Throttling', message: 'Rate exceeded' });
  const once = new LoadBalancers({ region: 'eu-west-1', maxAttempts: 2 }).health(group);
  await expect(once).rejects.toMatchObject({
    kind: 'upstream',
    code: 'throttled',
    what: `elasticloadbalancing:DescribeTargetHealth on ${group} failed after 2 attempts`,
  });
  expect(heard).toHaveLength(2);
});
