/** What counts as left after a destroy: all that was not there before, but for what stays by nature. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { holdingsOf, type Account } from '../src/holdings.ts';
import { leftOver } from '../src/leftovers.ts';

const revision = (family: string): string =>
  `the task definition arn:aws:ecs:eu-west-1:123456789012:task-definition/${family}:1`;

test.each([
  ['the network vpc-2', ['the network vpc-2']],
  ['the network vpc-1', []],
  [revision('web-production'), []],
  [revision('web-production-template'), []],
  [revision('another'), [revision('another')]],
  ['the network interface eni-1', []],
  ['the alias of a key alias/aws/s3', []],
  ['the alias of a key alias/slipway', ['the alias of a key alias/slipway']],
])('%s', (line, left) => {
  expect(leftOver(['the network vpc-1'], [line])).toEqual(left);
});

/** By what stands in a request → the answer; all else is an answer without anything in it. */
const answers: readonly (readonly [asked: string, answer: string])[] = [
  ['Action=DescribeVpcs', '<vpcId>vpc-1</vpcId><vpcId>vpc-1</vpcId>'],
  [
    'Action=DescribeNatGateways',
    '<item><natGatewayId>nat-1</natGatewayId><state>deleted</state></item><item><natGatewayId>nat-2</natGatewayId><state>available</state></item>',
  ],
  ['Action=ListTopics', '<TopicArn>arn:t</TopicArn>'],
  ['TrentService.ListKeys', '{"Keys": [{"KeyId": "going"}, {"KeyId": "kept"}]}'],
  ['{"KeyId":"going"}', '{"KeyState": "PendingDeletion"}'],
  ['{"KeyId":"kept"}', '{"KeyState": "Enabled"}'],
  ['DescribeLogGroups', '{"logGroups":[{"logGroupName":"/slipway/a"}]}'],
  ['Action=DescribeLoadBalancers', '<LoadBalancerArn>arn:lb</LoadBalancerArn>'],
];

let fails = '';
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    const asked = `${request.url ?? ''} ${String(request.headers['x-amz-target'] ?? '')} ${body}`;
    const [, answer = '{}'] = answers.find(([part]) => asked.includes(part)) ?? [];
    response.writeHead(fails !== '' && asked.includes(fails) ? 500 : 200).end(answer);
  });
});
let account: Account;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const services = [
    { name: 'web', status: 'ACTIVE' },
    { name: 'old', status: 'INACTIVE' },
  ];
  account = { moto: { endpoint }, aws: { endpoint, ecs: { services } } };
});

afterAll(() => {
  server.close();
});

test('each service is asked; what is deleted or waits for its deletion does not count', async () => {
  expect(await holdingsOf(account)).toEqual([
    'the network vpc-1',
    'the NAT gateway nat-2',
    'the topic arn:t',
    'the key kept',
    'the log group /slipway/a',
    'the load balancer arn:lb',
    'the service web',
  ]);
});

test('a service that does not answer is no empty one', async () => {
  fails = 'ListTopics';
  await expect(holdingsOf(account)).rejects.toThrow('sns did not list what it has');
  fails = '';
});
