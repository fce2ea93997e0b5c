/** One mistake is told once: no rule says again what another one said. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { broken, fargate, image } from './broken.ts';

const proxy: JsonObject = {
  containerName: 'web',
  properties: ['AppPorts', 'ProxyIngressPort', 'ProxyEgressPort', 'IgnoredUID'].map((name) => ({
    name,
    value: '1',
  })),
};

describe('one mistake is told once', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'a misspelt member is not missing besides',
      { ...fargate, cpu: undefined, CPU: '256' },
      ['unknown-member'],
    ],
    ['nor is one of another type', { ...fargate, cpu: 256 }, ['wrong-type']],
    ['nor one with an unknown value', { ...fargate, networkMode: 'awsvcp' }, ['unknown-value']],
    [
      'a task that is for Fargate but for a slip is not judged as one for instances',
      { ...fargate, requiresCompatibilities: ['fargate'], memory: undefined, cpu: '1' },
      ['unknown-value'],
    ],
    [
      'a network mode that nobody knows has no rules of its own',
      {
        networkMode: 'AWSVPC',
        proxyConfiguration: proxy,
        containerDefinitions: [{ name: 'web', image, links: ['web'] }],
      },
      ['unknown-value'],
    ],
    ['nor one that is misspelt', { networkmode: 'awsvpc', proxyConfiguration: proxy }, ['unknown-member']],
    ['nor one of another type', { networkMode: ['awsvpc'], proxyConfiguration: proxy }, ['wrong-type']],
    ['memory of another type is not missing for the containers', { memory: 512 }, ['wrong-type']],
    [
      'a health check of another type is not missing for those who wait',
      {
        containerDefinitions: [
          { name: 'db', image, healthCheck: ['CMD', 'true'] },
          { name: 'web', image, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
        ],
      },
      ['wrong-type'],
    ],
    [
      'a container that is not essential but for a slip may end',
      {
        containerDefinitions: [
          { name: 'init', image, essential: 'false' },
          { name: 'web', image, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
        ],
      },
      ['wrong-type'],
    ],
    [
      'a mapping that is none has no port besides, and one that is empty has none',
      {
        containerDefinitions: [
          { name: 'web', image, portMappings: [8080, {}, { containerPortRange: 8080 }] },
        ],
      },
      ['wrong-type', 'port-missing', 'wrong-type'],
    ],
    ['a cpu that cannot be read is of no size', { ...fargate, cpu: 'half' }, ['task-cpu']],
    [
      'a ring is told at its first container only',
      {
        containerDefinitions: ['a', 'b'].map((name, index) => ({
          name,
          image,
          dependsOn: [{ containerName: index === 0 ? 'b' : 'a', condition: 'START' }],
        })),
      },
      ['dependency-cycle'],
    ],
    [
      'two rings are two mistakes',
      {
        containerDefinitions: ['a', 'b', 'c', 'd'].map((name, index) => ({
          name,
          image,
          dependsOn: [{ containerName: 'badc'[index] ?? '', condition: 'START' }],
        })),
      },
      ['dependency-cycle', 'dependency-cycle'],
    ],
    [
      'a container that waits for a ring is no part of it',
      {
        containerDefinitions: [
          { name: 'late', image, dependsOn: [{ containerName: 'a', condition: 'START' }] },
          { name: 'a', image, dependsOn: [{ containerName: 'b', condition: 'START' }] },
          { name: 'b', image, dependsOn: [{ containerName: 'a', condition: 'START' }] },
        ],
      },
      ['dependency-cycle'],
    ],
  ])('%s', (_, task, rules) => {
    expect(broken(task)).toEqual(rules);
  });
});
