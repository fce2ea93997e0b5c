/** What each key of the policy takes, as an input and in a policy file alike, and what it says of anything else. */
import { describe, expect, test } from '@jest/globals';
import { baselineSource } from '../../src/policy/baseline-source.ts';
import { epssThreshold } from '../../src/policy/epss-threshold.ts';
import { maxAges } from '../../src/policy/max-age.ts';
import { whyNot } from '../refusals.ts';

const day = 86_400_000;
const digest = `sha256:${'a'.repeat(64)}`;

describe('max-age', () => {
  test('has a limit for each severity that is named', () => {
    expect([...maxAges.read('critical: 7d\n\n high:30d\nlow: 0d')]).toEqual([
      ['critical', 7 * day],
      ['high', 30 * day],
      ['low', 0],
    ]);
  });

  test.each([
    [
      'hihg: 30d',
      'the line `hihg: 30d` is not: the severities are critical, high, medium, low, informational, undefined',
    ],
    [
      'HIGH: 30d',
      'the line `HIGH: 30d` is not: the severities are critical, high, medium, low, informational, undefined',
    ],
    ['high: 30', 'the line `high: 30` is not: `30` is no duration; write `30d` for days'],
    ['high: soon', 'the line `high: soon` is not: `soon` is no duration'],
    ['high: -1d', 'the line `high: -1d` is not: `-1d` is no duration'],
    ['high', 'the line `high` is not'],
    ['high: 1d: 2d', 'the line `high: 1d: 2d` is not'],
    ['high: 1d\nhigh: 2d', '`high` is given twice'],
  ])('%j is refused: %s', (text, why) => {
    expect(whyNot(maxAges, text)).toBe(why);
  });
});

describe('epss-above', () => {
  test.each([
    ['0', 0],
    ['0.5', 0.5],
    ['0.0001', 0.0001],
    ['1', 1],
    ['1.0', 1],
  ])('%s', (text, threshold) => {
    expect(epssThreshold.read(text)).toBe(threshold);
  });

  test.each([
    ['50%', 'it is no percentage: 50 % is `0.5`'],
    ['0.5%', 'it is no percentage: 0.5 % is `0.005`'],
    ['7', 'it is no percentage: 7 % is `0.07`'],
    ['100', 'it is no percentage: 100 % is `1`'],
    ['0,5', 'write `0.5`'],
    ['.5', 'write `0.5`'],
    ['1.01', 'it is no percentage: 1.01 % is `0.0101`'],
    ['-0.1', ''],
    ['1e-3', ''],
    ['NaN', ''],
    ['Infinity', ''],
    ['0x1', ''],
    ['0.', ''],
    ['0.5 0.6', ''],
  ])('%s is refused: %s', (text, why) => {
    expect(whyNot(epssThreshold, text)).toBe(why);
  });
});

describe('baseline', () => {
  test.each([
    ['none', { kind: 'none' }],
    [digest, { kind: 'digest', digest }],
    ['ecs:main/web', { kind: 'service', cluster: 'main', service: 'web' }],
  ])('%s', (text, source) => {
    expect(baselineSource.read(text)).toEqual(source);
  });

  test.each([
    ['v1.2', 'a tag may mean another image tomorrow: give the digest that it has'],
    ['latest', 'a tag may mean another image tomorrow: give the digest that it has'],
    ['main/web', 'if it is a service, write `ecs:main/web`'],
    [`web@${digest}`, 'give only what stands behind the @'],
    ['a'.repeat(64), 'put `sha256:` in front of it'],
    ['sha256:abc', '64 hexadecimal digits follow `sha256:`'],
    [digest.toUpperCase().replace('SHA256', 'sha256'), '64 hexadecimal digits follow `sha256:`'],
    ['arn:aws:ecs:eu-west-1:123456789012:service/main/web', 'an ARN is not taken: write `ecs:main/web`'],
    ['ecs:arn:aws:ecs:eu-west-1:123456789012:service/main/web', 'an ARN is not taken: write `ecs:main/web`'],
    ['arn:aws:ecs:eu-west-1:123456789012:cluster/main', 'an ARN is not taken: write `ecs:cluster/service`'],
    ['ecs:web', 'a cluster or a service is missing: `ecs:cluster/service`'],
    ['ecs:', 'a cluster or a service is missing: `ecs:cluster/service`'],
    ['ecs:/web', 'the cluster is missing before the `/`'],
    ['ecs:main/', 'the service is missing behind the `/`'],
    ['ecs:a/b/c', 'names of ECS have letters, digits, `-` and `_`'],
    ['ecs:a b/c', 'names of ECS have letters, digits, `-` and `_`'],
  ])('%s is refused: %s', (text, why) => {
    expect(whyNot(baselineSource, text)).toBe(why);
  });
});
