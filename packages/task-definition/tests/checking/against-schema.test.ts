import { describe, expect, test } from '@jest/globals';
import { againstSchema } from '../../src/checking/against-schema.ts';
import { nearest } from '@slipway/action-kit/nearest';
import type { JsonObject } from '@slipway/documents/value';
import { problemOf } from '../../src/checking/words.ts';

/** Rule and sentence of each thing that is found. */
const told = (container: JsonObject, task: JsonObject = {}): readonly string[] => {
  const containerDefinitions = [{ name: 'web', image: 'web:1', ...container }];
  const document = { family: 'web', containerDefinitions, ...task };
  return againstSchema(document).map(
    (finding) => `${finding.rule}: ${problemOf(finding, document).sentence}`,
  );
};

describe('a member that ECS does not know is told, with the nearest that it knows', () => {
  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'of a container, misspelt',
      { enviroment: [{ name: 'DB', value: 'prod' }] },
      {},
      ['`enviroment` in container `web`: ECS has no such member; did you mean `environment`?'],
    ],
    [
      'of a container, in lower case',
      { healthcheck: { command: ['CMD'] } },
      {},
      ['`healthcheck` in container `web`: ECS has no such member; did you mean `healthCheck`?'],
    ],
    ['that resembles none', { bogus: 1 }, {}, ['`bogus` in container `web`: ECS has no such member.']],
    ['with no value', { bogus: null }, {}, ['`bogus` in container `web`: ECS has no such member.']],
    [
      'that every object has',
      { constructor: 'x' },
      {},
      ['`constructor` in container `web`: ECS has no such member.'],
    ],
    ['of the task', {}, { Memory: '512' }, ['`Memory`: ECS has no such member; did you mean `memory`?']],
    [
      'that only ECS writes, where it is not at the top',
      { revision: 1 },
      {},
      ['`revision` in container `web`: ECS has no such member.'],
    ],
    [
      'of an item with a name',
      { environment: [{ name: 'DB', vlaue: 'prod' }] },
      {},
      ['`environment.DB.vlaue` in container `web`: ECS has no such member; did you mean `value`?'],
    ],
    [
      'of an item without one',
      { portMappings: [{ containerPort: 80 }, { containerport: 81 }] },
      {},
      [
        '`portMappings[1].containerport` in container `web`: ECS has no such member; did you mean `containerPort`?',
      ],
    ],
    [
      'deep inside a volume',
      {},
      {
        volumes: [
          {
            name: 'data',
            efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { IAM: 'ENABLED', x: 1 } },
          },
        ],
      },
      [
        '`efsVolumeConfiguration.authorizationConfig.IAM` in volume `data`: ECS has no such member; did you mean `iam`?',
        '`efsVolumeConfiguration.authorizationConfig.x` in volume `data`: ECS has no such member.',
      ],
    ],
  ])('%s', (_, container, task, sentences) => {
    expect(told(container, task)).toEqual(sentences.map((sentence) => `unknown-member: ${sentence}`));
  });
});

describe('a value of another type than ECS takes is told, without the value', () => {
  test.each<[string, JsonObject, string]>([
    [
      'text for a number',
      { cpu: '256' },
      '`cpu` in container `web`: it must be a whole number without quotes, but is text.',
    ],
    ['half a number', { cpu: 0.5 }, '`cpu` in container `web`: it must be a whole number, but is a number.'],
    [
      'no number at all',
      { memory: Number.NaN },
      '`memory` in container `web`: it must be a whole number, but is a number.',
    ],
    [
      'a number for text',
      { environment: [{ name: 'PORT', value: 8080 }] },
      '`environment.PORT.value` in container `web`: it must be text in quotes, but is a number.',
    ],
    [
      'true for text',
      { environment: [{ name: 'DEBUG', value: true }] },
      '`environment.DEBUG.value` in container `web`: it must be text in quotes, but is a boolean.',
    ],
    [
      'text for true',
      { essential: 'true' },
      '`essential` in container `web`: it must be true or false without quotes, but is text.',
    ],
    [
      'an object for a list',
      { environment: { A: '1' } },
      '`environment` in container `web`: it must be a list, but is an object.',
    ],
    [
      'text for a list',
      { command: 'npm start' },
      '`command` in container `web`: it must be a list, but is text.',
    ],
    [
      'a list for an object',
      { healthCheck: ['CMD'] },
      '`healthCheck` in container `web`: it must be an object, but is a list.',
    ],
    [
      'a list for labels',
      { dockerLabels: [] },
      '`dockerLabels` in container `web`: it must be an object, but is a list.',
    ],
    ['an object for text', { user: {} }, '`user` in container `web`: it must be text, but is an object.'],
    [
      'text in a list of objects',
      { secrets: ['A'] },
      '`secrets[0]` in container `web`: it must be an object, but is text.',
    ],
    [
      'a number in a list of texts',
      { command: ['a', 1] },
      '`command[1]` in container `web`: it must be text in quotes, but is a number.',
    ],
    ['null in a list', { command: [null] }, '`command[0]` in container `web`: it must be text, but is null.'],
    [
      'a number among labels',
      { dockerLabels: { a: 1 } },
      '`dockerLabels.a` in container `web`: it must be text in quotes, but is a number.',
    ],
  ])('%s', (_, container, sentence) => {
    expect(told(container)).toEqual([`wrong-type: ${sentence}`]);
  });
});

test.each<[string, JsonObject, JsonObject, string]>([
  [
    'unknown-value',
    { portMappings: [{ containerPort: 80, protocol: 'TCP' }] },
    {},
    '`portMappings[0].protocol` in container `web`: ECS takes `tcp`, `udp` here, but it is `TCP`; did you mean `tcp`?',
  ],
  [
    'unknown-value',
    {},
    { networkMode: 'vpc' },
    '`networkMode`: ECS takes `awsvpc`, `bridge`, `host`, `none`, `default` here, and nothing else.',
  ],
  [
    'missing-member',
    { logConfiguration: { options: {} } },
    {},
    '`logConfiguration` in container `web`: it needs `logDriver`.',
  ],
  ['missing-member', { image: null }, {}, 'container `web`: it needs `image`.'],
  [
    'missing-member',
    { environment: [{ value: 'x' }] },
    {},
    '`environment[0]` in container `web`: it needs `name`.',
  ],
  ['missing-member', {}, { family: null }, 'the task definition: it needs `family`.'],
  ['nothing-to-run', { name: '' }, {}, 'container 1: it needs a `name`.'],
  ['nothing-to-run', { name: null }, {}, 'container 1: it needs a `name`.'],
  [
    'nothing-to-run',
    {},
    { containerDefinitions: [] },
    'the task definition: it needs `containerDefinitions`, a list of at least one container.',
  ],
])('%s: what is wrong is told', (rule, container, task, sentence) => {
  expect(told(container, task)).toEqual([`${rule}: ${sentence}`]);
});

test.each<[string, JsonObject]>([
  [
    'names that a team chooses',
    { dockerLabels: { anything: 'x' }, logConfiguration: { logDriver: 'awslogs', options: { 'a-b': 'c' } } },
  ],
  ['members without a value', { environment: null, healthCheck: null }],
])('%s are left alone', (_, container) => {
  expect(told(container)).toEqual([]);
});

test.each([
  ['enviroment', 'environment'],
  ['ENTRYPOINT', 'entryPoint'],
  ['comand', 'command'],
  ['xyz', undefined],
])('by %s somebody meant %s', (wrong, right) => {
  expect(nearest(wrong, ['entryPoint', 'environment', 'environmentFiles', 'command'])).toBe(right);
});
