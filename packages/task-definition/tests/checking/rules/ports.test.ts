/** Which ports of the host collide, and how a range of ports is written. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { broken, image, mistakes } from './broken.ts';

describe('a port of the host', () => {
  const two = (networkMode: string | undefined, ...mappings: readonly JsonObject[]): readonly string[] =>
    mistakes({
      networkMode,
      containerDefinitions: mappings.map((mapping, index) => ({
        name: `c${String(index)}`,
        image,
        portMappings: [mapping],
      })),
    }).map(({ rule, path }) => `${rule} ${path.slice(1).join('.')}`);

  test.each<[string | undefined, JsonObject, readonly string[]]>([
    ['awsvpc', { containerPort: 80 }, ['duplicate-host-port 1.portMappings.0.containerPort']],
    ['host', { containerPort: 80 }, ['duplicate-host-port 1.portMappings.0.containerPort']],
    ['awsvpc', { containerPort: 80, hostPort: 80 }, ['duplicate-host-port 1.portMappings.0.hostPort']],
    ['awsvpc', { containerPort: 80, protocol: 'udp' }, []],
    ['awsvpc', { containerPort: 80, protocol: 'UDP' }, ['unknown-value 1.portMappings.0.protocol']],
    ['awsvpc', { containerPort: 81 }, []],
    ['bridge', { containerPort: 80 }, []],
    [undefined, { containerPort: 80 }, []],
  ])('of network mode %s is shared by port 80 and %j: %j', (networkMode, mapping, told) => {
    expect(two(networkMode, { containerPort: 80 }, mapping)).toEqual(told);
  });
});

test.each([
  ['8000-8010', []],
  ['1-65535', []],
  ['8000-8000', ['port-range-spelling']],
  ['0-80', ['port-range-spelling']],
  ['8000-65536', ['port-range-spelling']],
  ['8000', ['port-range-spelling']],
  [' 8000-8010', ['port-range-spelling']],
])('the range of ports "%s" breaks %j', (containerPortRange, rules) => {
  expect(broken({}, { portMappings: [{ containerPortRange }] })).toEqual(rules);
});
