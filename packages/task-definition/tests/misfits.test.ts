import { describe, expect, test } from '@jest/globals';
import { misfits } from '../src/misfits.ts';
import { nearest } from '../src/nearest.ts';
import { parseDocument } from '../src/parse.ts';

const problems = (container: object, task: object = {}): readonly string[] =>
  misfits({ family: 'web', ...task, containerDefinitions: [{ name: 'web', ...container }] }).map(
    ({ problem }) => problem,
  );

describe('a member that ECS does not know', () => {
  test.each<[string, object, object, readonly string[]]>([
    [
      'of a container, misspelt',
      { enviroment: [{ name: 'DB', value: 'prod' }] },
      {},
      ['ECS knows no `containerDefinitions.web.enviroment` (did you mean `environment`?)'],
    ],
    [
      'of a container, in lower case',
      { healthcheck: { command: ['CMD'] } },
      {},
      ['ECS knows no `containerDefinitions.web.healthcheck` (did you mean `healthCheck`?)'],
    ],
    ['that resembles none', { bogus: 1 }, {}, ['ECS knows no `containerDefinitions.web.bogus`']],
    ['of the task', {}, { Memory: '512' }, ['ECS knows no `Memory` (did you mean `memory`?)']],
    [
      'of an item with a name',
      { environment: [{ name: 'DB', vlaue: 'prod' }] },
      {},
      ['ECS knows no `containerDefinitions.web.environment.DB.vlaue` (did you mean `value`?)'],
    ],
    [
      'of an item without one',
      { portMappings: [{ containerPort: 80 }, { containerport: 81 }] },
      {},
      [
        'ECS knows no `containerDefinitions.web.portMappings[1].containerport` (did you mean `containerPort`?)',
      ],
    ],
    [
      'deep inside a volume',
      {},
      {
        volumes: [
          { name: 'data', efsVolumeConfiguration: { authorizationConfig: { IAM: 'ENABLED', x: 1 } } },
        ],
      },
      [
        'ECS knows no `volumes.data.efsVolumeConfiguration.authorizationConfig.IAM` (did you mean `iam`?)',
        'ECS knows no `volumes.data.efsVolumeConfiguration.authorizationConfig.x`',
      ],
    ],
    [
      'that every object has',
      { constructor: 'x' },
      {},
      ['ECS knows no `containerDefinitions.web.constructor`'],
    ],
    ['with no value', { bogus: null }, {}, ['ECS knows no `containerDefinitions.web.bogus`']],
  ])('%s is told with its path', (_, container, task, expected) => {
    expect(problems(container, task)).toEqual(expected);
  });
});

test.each<[string, object, string]>([
  [
    'an object instead of a list',
    { environment: { A: '1' } },
    '`containerDefinitions.web.environment` must be a list',
  ],
  [
    'a list instead of an object',
    { healthCheck: ['CMD'] },
    '`containerDefinitions.web.healthCheck` must be an object',
  ],
  [
    'a list instead of labels',
    { dockerLabels: [] },
    '`containerDefinitions.web.dockerLabels` must be an object',
  ],
  ['an object instead of a value', { user: {} }, '`containerDefinitions.web.user` must be a single value'],
  [
    'a text in a list of objects',
    { secrets: ['A'] },
    '`containerDefinitions.web.secrets[0]` must be an object',
  ],
])('%s is told, because it would be left out as well', (_, container, expected) => {
  expect(problems(container)).toEqual([expected]);
});

test.each<[string, object]>([
  [
    'names that a team chooses',
    { dockerLabels: { anything: 'x' }, logConfiguration: { options: { 'a-b': 'c' } } },
  ],
  ['members without a value', { environment: null, healthCheck: null }],
  [
    'values of another kind, which ECS itself refuses',
    { cpu: '256', environment: [{ name: 'A', value: 1 }] },
  ],
])('%s are left alone', (_, container) => {
  expect(problems(container)).toEqual([]);
});

const correct =
  'Correct it or take it out, because it would not reach ECS. What ECS has learned since this version of Slipway needs a newer one.';

test('a file with such members is refused at the place of the first', () => {
  const text =
    '{"family": "web", "containerDefinitions": [\n  {"name": "web", "enviroment": [], "healthcheck": {}, "a": 1, "b": 2, "c": 3}]}';
  expect(() => parseDocument(text, 'web.json')).toThrow(
    new Error(
      "The task definition web.json:2:3 can't be used: ECS knows no `containerDefinitions.web.enviroment` (did you mean `environment`?); " +
        'ECS knows no `containerDefinitions.web.healthcheck` (did you mean `healthCheck`?); ' +
        `ECS knows no \`containerDefinitions.web.a\`; and 2 more. ${correct}`,
    ),
  );
});

test('a file with such a member at its top is refused, and the member is not left out in silence', () => {
  expect(() => parseDocument('{"bogus": 1, "containerDefinitions": [{"name": "web"}]}', 'web.json')).toThrow(
    new Error(`The task definition web.json:1:1 can't be used: ECS knows no \`bogus\`. ${correct}`),
  );
});

test('what only ECS writes is refused where it is not at the top', () => {
  expect(() =>
    parseDocument('{"revision": 1, "containerDefinitions": [{"name": "web", "revision": 1}]}', 'web.json'),
  ).toThrow(
    new Error(
      `The task definition web.json:1:42 can't be used: ECS knows no \`containerDefinitions.web.revision\`. ${correct}`,
    ),
  );
});

test.each([
  ['enviroment', 'environment'],
  ['ENTRYPOINT', 'entryPoint'],
  ['comand', 'command'],
  ['xyz', undefined],
])('by %s somebody meant %s', (wrong, right) => {
  expect(nearest(wrong, ['entryPoint', 'environment', 'environmentFiles', 'command'])).toBe(right);
});
