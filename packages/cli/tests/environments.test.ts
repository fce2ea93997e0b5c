/** A misspelt environment is green here: so each is told, with the variables that it must have on GitHub. */
import { expect, test } from '@jest/globals';
import { environmentLines } from '../src/report/environments.ts';
import { variablesOfRun } from '../src/stage/environment.ts';

const used = [
  { name: 'prodution', variables: ['ECS_SERVICE', 'AWS_REGION'] },
  { name: 'prodution', variables: ['AWS_REGION', 'AWS_ROLE_DEPLOY'] },
];

test('without files of environments each is told, and how to hold names to them', () => {
  expect(environmentLines(used, [])).toEqual([
    'Environments that jobs named: each must exist on GitHub, and have its variables there',
    '  prodution: its jobs read AWS_REGION, AWS_ROLE_DEPLOY, ECS_SERVICE',
    '  Here any name has those of the local cloud. Once there is a file .vars.‹environment›, such as .vars.production, only what has one has them.',
    '',
  ]);
  expect(environmentLines([], [])).toEqual([]);
});

test('with files one that has none is told, with what was meant', () => {
  expect(environmentLines(used, ['production'])[1]).toBe(
    '  prodution: its jobs read AWS_REGION, AWS_ROLE_DEPLOY, ECS_SERVICE. It has none here: there is no file .vars.prodution. Did you mean `production`?',
  );
  expect(environmentLines([{ name: 'Production', variables: [] }], ['production'])[1]).toBe(
    '  Production: its jobs read none',
  );
});

test('the variables of the local cloud belong to the declared environments alone', () => {
  const facts = { variables: { ECS_SERVICE: 'web' }, githubEnvironment: {} };
  expect(variablesOfRun(facts, {})).toMatchObject({ ECS_SERVICE: 'web' });
  expect(variablesOfRun(facts, { production: { ECS_SERVICE: 'web' } })).not.toHaveProperty('ECS_SERVICE');
});
