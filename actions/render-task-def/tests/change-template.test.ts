/** What is asked for in one step is done in a stated order, and to the containers that are named. */
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '@slipway/documents/value';
import fc from 'fast-check';
import { changeTemplate } from '../src/change-template.ts';
import { requestOf } from '../src/request.ts';
import { given } from './world.ts';

const template: JsonObject = {
  family: 'web',
  cpu: '256',
  containerDefinitions: [
    { name: 'web', image: 'old', environment: [{ name: 'LEVEL', value: 'info' }] },
    { name: 'log', image: 'router' },
  ],
};

const changed = (values: Readonly<Record<string, string>>, document = template): JsonObject =>
  changeTemplate(document, requestOf(given({ 'task-definition': 'web.json', ...values })), new Map());

test('everything at once: inputs by name, the merge patch over them, and `unset` last', () => {
  const result = changed({
    'container-name': 'web',
    'environment-variables': 'LEVEL=debug\nEXTRA=1',
    cpu: '512',
    memory: '1024',
    tags: 'team=web\nowner=me',
    'merge-patch': '{"cpu": "1024", "tags": [{"key": "team", "value": "patched"}], "pidMode": "task"}',
    unset: 'containerDefinitions.web.environment.EXTRA\nmemory\npidMode',
  });
  expect(result).toEqual({
    family: 'web',
    cpu: '1024',
    tags: [{ key: 'team', value: 'patched' }],
    containerDefinitions: [
      { name: 'web', image: 'old', environment: [{ name: 'LEVEL', value: 'debug' }] },
      { name: 'log', image: 'router' },
    ],
  });
});

test('a path that only the merge patch took away is not there any more', () => {
  expect(() => changed({ 'merge-patch': '{"cpu": null}', unset: 'cpu' })).toThrow(
    '`unset` names a part that the task definition does not have: the task definition has no `cpu`',
  );
});

describe('the containers that inputs are for', () => {
  const all = (document: JsonObject): unknown =>
    (document.containerDefinitions as readonly JsonObject[]).map(({ command }) => command);

  test.each([
    ['web', [['x'], undefined]],
    ['log, web', [['x'], ['x']]],
    ['*', [['x'], ['x']]],
  ])('%s', (name, expected) => {
    expect(all(changed({ 'container-name': name, command: 'x' }))).toEqual(expected);
  });

  test('the only one need not be named', () => {
    expect(all(changed({ command: 'x' }, { containerDefinitions: [{ name: 'web' }] }))).toEqual([['x']]);
  });

  test('of several one must be', () => {
    expect(() => changed({ command: 'x' })).toThrow(
      '`container-name` must be set, because the template has several containers: web, log',
    );
  });

  test('what is for the task needs no container', () => {
    expect(changed({ cpu: '512' })).toEqual({ ...template, cpu: '512' });
  });

  test('one that is not there is refused', () => {
    expect(() => changed({ 'container-name': 'web, wep', command: 'x' })).toThrow(
      'The task definition has no container named wep: its containers are web, log. Write the name of one of them.',
    );
  });
});

describe('containers that are named for nothing are refused: the value may have been lost on its way', () => {
  const forContainers: Readonly<Record<string, string>> = {
    image: 'nginx',
    'environment-variables': 'A=1',
    'env-files': 'arn:aws:s3:::b/a.env',
    secrets: 'A=/a',
    'docker-labels': 'a=1',
    'log-configuration-log-driver': 'awslogs',
    'log-configuration-options': 'mode=blocking',
    command: 'x',
    'entry-point': 'x',
    'health-check': 'none',
  };

  test.each(Object.keys(forContainers))('%s alone is enough, and empty it is nothing', (name) => {
    const file = { 'task-definition': 'web.json', 'container-name': 'web' };
    expect(() => requestOf(given({ ...file, [name]: forContainers[name] ?? '' }))).not.toThrow();
    expect(() => requestOf(given({ ...file, [name]: '' }))).toThrow(
      '`container-name` is set, but nothing for it',
    );
  });

  test('what is for the task is none of it', () => {
    const values = {
      'task-definition': 'web.json',
      'container-name': 'web',
      cpu: '512',
      'environment-variables': '{}',
    };
    expect(() => requestOf(given(values))).toThrow('`container-name` is set, but nothing for it');
  });
});

test('a template that is none passes as it is: the check tells of it', () => {
  const none = { containerDefinitions: 'web', tags: 3 };
  expect(changed({ 'container-name': 'web', command: 'x', tags: 'a=1' }, none)).toEqual(none);
});

describe('whatever a template holds', () => {
  const json = fc.jsonValue() as fc.Arbitrary<Json>;
  const container = fc.record(
    {
      name: fc.constantFrom('web', 'log'),
      environment: json,
      environmentFiles: json,
      secrets: json,
      dockerLabels: json,
      logConfiguration: fc.oneof(json, fc.record({ logDriver: json, options: json })),
      command: json,
      entryPoint: json,
      healthCheck: json,
    },
    { requiredKeys: ['name'] },
  ) as fc.Arbitrary<JsonObject>;
  const member = { containerDefinitions: fc.oneof(fc.array(fc.oneof(container, json)), json) };
  const rest = {
    family: json,
    cpu: json,
    memory: json,
    tags: json,
    ephemeralStorage: json,
    runtimePlatform: json,
  };
  const documents = fc.record({ ...member, ...rest }, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
  const values: Readonly<Record<string, string>> = {
    'container-name': '*',
    'environment-variables': 'A=1',
    'env-files': 'arn:aws:s3:::b/a.env',
    secrets: 'A=/a',
    'docker-labels': 'a=1',
    'log-configuration-log-driver': 'awslogs',
    'log-configuration-options': 'mode=blocking',
    command: 'x',
    'entry-point': 'x',
    'health-check': 'x',
    family: 'web',
    cpu: '256',
    'runtime-platform': 'linux/arm64',
    'ephemeral-storage': '21',
    tags: 'a=1',
    'merge-patch': '{"tags": null, "pidMode": "task"}',
    unset: 'pidMode\nfamily',
  };

  test('every change passes over it without a crash, and leaves the template as it was', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const before = structuredClone(document);
        const after = changed(values, document);
        expect(document).toEqual(before);
        expect(after).toMatchObject({ cpu: '256' });
        expect('tags' in after).toBe(false);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('the same changes once more change nothing', () => {
    const again = { ...values, unset: '', 'merge-patch': '' };
    fc.assert(
      fc.property(documents, (document) => {
        const once = changed(again, document);
        expect(changed(again, once)).toEqual(once);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
