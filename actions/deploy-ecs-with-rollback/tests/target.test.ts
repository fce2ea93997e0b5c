/** The forms of `task-definition`: a file, a revision by family and number, a revision by ARN, or the one before. */
import { describe, expect, test } from '@jest/globals';
import { given } from './world.ts';

const wrong = (why: string): Error =>
  new Error(`An input is wrong: ${why}. Correct it under \`with:\` of this step. Nothing was changed.`);

describe('what is to be deployed', () => {
  test.each([
    ['web.json', { kind: 'file', path: 'web.json' }],
    ['/tmp/out/task definition.json', { kind: 'file', path: '/tmp/out/task definition.json' }],
    ['previous', { kind: 'previous' }],
    ['web:42', { kind: 'revision', reference: 'web:42' }],
    [
      'arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/web:42',
      { kind: 'revision', reference: 'arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/web:42' },
    ],
  ])('%s', (value, expected) => {
    expect(given({ 'task-definition': value }).taskDefinition).toEqual(expected);
  });

  test.each([
    'arn:aws:ecs:eu-west-1:111122223333:task-definition/web',
    'arn:aws:ecs:eu-west-1:111122223333:service/main/web',
  ])('%s is refused', (value) => {
    expect(() => given({ 'task-definition': value })).toThrow(
      wrong(
        `\`task-definition\` must be a file, \`family:revision\`, the ARN of a revision, or \`previous\`, but was \`${value}\` (an ARN ends in \`:task-definition/family:revision\`)`,
      ),
    );
  });
});
