/** What is right is let through: the other side of the documents with mistakes. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { broken, fargate } from './broken.ts';

describe('what looks like a mistake and is none', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['unlimited ulimits', {}, { ulimits: [{ name: 'memlock', softLimit: -1, hardLimit: -1 }] }],
    ['a link with another name', { networkMode: 'bridge' }, { links: [] }],
    [
      'an empty list of what Fargate lacks',
      fargate,
      { dnsServers: [], links: [], dockerSecurityOptions: [] },
    ],
    [
      'a port with tcp and udp',
      {},
      { portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] },
    ],
    [
      'a port that the host chooses, twice',
      {},
      {
        portMappings: [
          { containerPort: 80, hostPort: 0 },
          { containerPort: 81, hostPort: 0 },
        ],
      },
    ],
    ['a health check that is switched off', {}, { healthCheck: { command: ['NONE'] } }],
    [
      'a parameter by its name',
      { executionRoleArn: 'web' },
      { secrets: [{ name: 'A', valueFrom: '/web/a' }] },
    ],
    [
      'a version of a secret',
      { executionRoleArn: 'web' },
      {
        secrets: [
          {
            name: 'A',
            valueFrom: 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a-AbCdEf:key::',
          },
        ],
      },
    ],
    ['a long stop on an instance', {}, { stopTimeout: 300 }],
    [
      'a token of Splunk that is a secret',
      { executionRoleArn: 'web' },
      {
        logConfiguration: {
          logDriver: 'splunk',
          options: { 'splunk-url': 'https://splunk' },
          secretOptions: [{ name: 'splunk-token', valueFrom: '/token' }],
        },
      },
    ],
  ])('%s', (_, task, container) => {
    expect(broken(task, container)).toEqual([]);
  });
});
