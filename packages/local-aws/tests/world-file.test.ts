import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readWorld } from '../src/world-file.ts';

const exampleFile = new URL('../../../example-app/slipway.world.yaml', import.meta.url);
const example = readFileSync(exampleFile, 'utf8');

describe('a world file', () => {
  test('of the example app is read, with durations in milliseconds', () => {
    const world = readWorld(example, 'slipway.world.yaml');
    expect(world.services[0]).toMatchObject({ name: 'web', desiredCount: 0, healthCheckGracePeriod: 2000 });
    expect(world.timings.provisioning).toBe(400);
  });

  test('that is empty gets the defaults, which are AWS’s own figures', () => {
    expect(readWorld('', 'w.yaml')).toEqual({
      account: '000000000000',
      region: 'eu-west-1',
      timings: {
        provisioning: 10_000,
        pulling: 15_000,
        healthyAfter: 40_000,
        scheduler: 5000,
        stopping: 2000,
      },
      clusters: [],
      logGroups: [],
      loadBalancers: [],
      repositories: [],
      taskDefinitions: [],
      services: [],
      images: [],
      faults: [],
      deny: [],
    });
  });

  test('keeps a task definition as ECS has it', () => {
    const yaml = 'taskDefinitions: [{family: a, containerDefinitions: [{healthCheck: {interval: 5}}]}]';
    expect(readWorld(yaml, 'w.yaml').taskDefinitions).toEqual([
      { family: 'a', containerDefinitions: [{ healthCheck: { interval: 5 } }] },
    ]);
  });

  const ending = 'Correct it there; packages/local-aws/src/world.schema.json describes every key.';
  test.each([
    {
      name: 'an unknown key',
      yaml: example.replace('desiredCount: 0', 'desiredcount: 0'),
      says: `The world file is wrong: w.yaml:87: unknown key \`desiredcount\` in services[0]: did you mean \`desiredCount\`. ${ending}`,
    },
    {
      name: 'a duration without a unit',
      yaml: example.replace('interval: 1s', 'interval: 1'),
      says: `The world file is wrong: w.yaml:45: loadBalancers[0].targetGroup.healthCheck.interval must be a duration such as 250ms, 4s or 5m, but is \`1\`. ${ending}`,
    },
    {
      name: 'a cluster that is not there',
      yaml: example.replace('cluster: harbour', 'cluster: harbor'),
      says: `The world file is wrong: w.yaml:85: there is no cluster \`harbor\`; there are harbour. ${ending}`,
    },
    {
      name: 'a revision that is not there',
      yaml: example.replace('web-template:1', 'web-template:2'),
      says: `The world file is wrong: w.yaml:86: there is no revision \`web-template:2\`; \`web-template\` has 1. ${ending}`,
    },
    {
      name: 'a missing key and an unknown word, both said at once',
      yaml: 'services: [{name: web, cluster: a}]\nimages: [{repository: web, runtime: docker}]',
      says: `The world file is wrong: w.yaml:1: services[0] lacks \`taskDefinition\`; w.yaml:2: images[0].runtime must be one of process, scripted, but is \`"docker"\`. ${ending}`,
    },
  ])('with $name is refused with its line', ({ yaml, says }) => {
    expect(() => readWorld(yaml, 'w.yaml')).toThrow(expect.objectContaining({ message: says }));
  });
});
