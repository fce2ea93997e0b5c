/** Reading policy documents: the forms that IAM takes, and what is told of each mistake. */
import { describe, expect, test } from '@jest/globals';
import { policyOf, readPolicy } from '../../src/iam/read-policy.ts';

const statement = { Effect: 'Allow', Action: 'ecs:ListTasks', Resource: '*' };

const told = (document: unknown, kind: 'identity' | 'trust' = 'identity'): readonly string[] =>
  readPolicy(document, kind).problems.map(({ path, sentence }) => `${path.join('.')}: ${sentence}`);

const ofStatement = (more: object, kind: 'identity' | 'trust' = 'identity'): readonly string[] =>
  told({ Version: '2012-10-17', Statement: { ...statement, ...more } }, kind);

describe('a policy is taken', () => {
  test.each<[string, unknown]>([
    ['with one statement', { Version: '2012-10-17', Statement: statement }],
    [
      'with a list of them',
      { Version: '2012-10-17', Statement: [statement, { ...statement, Sid: 'Second' }] },
    ],
    ['with an Id and without a version', { Id: 'any', Statement: statement }],
    ['as text', JSON.stringify({ Version: '2012-10-17', Statement: [statement] })],
    ['with nothing in it', { Version: '2012-10-17', Statement: [] }],
    [
      'with lists, patterns and opposites',
      {
        Statement: {
          Effect: 'Deny',
          NotAction: ['iam:*', 's3:Get?bject'],
          NotResource: ['arn:aws:s3:::a/*', '*'],
        },
      },
    ],
    [
      'with any condition on what is not here',
      {
        Statement: {
          Effect: 'Allow',
          Action: ['s3:*', 'ec2:Run*'],
          Resource: '*',
          Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
        },
      },
    ],
  ])('%s', (_name, document) => {
    expect(told(document)).toEqual([]);
  });
});

describe('of a policy it is told that', () => {
  test.each<[unknown, string]>([
    ['{', ": the policy is not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)"],
    [[], ': a policy must be a map of keys, but is a list'],
    [{ Version: '2012-10-17' }, ': a policy needs a `Statement`'],
    [
      { Version: '2012-10-18', Statement: [] },
      'Version: `Version` must be 2012-10-17 or 2008-10-17, but is `2012-10-18`',
    ],
    [
      { Statements: [], Statement: [] },
      'Statements: a policy has no element `Statements`: did you mean `Statement`?',
    ],
    [{ Statement: ['allow'] }, 'Statement.0: a statement must be a map of keys, but is `allow`'],
    [
      {
        Statement: [
          { ...statement, Sid: 'One' },
          { ...statement, Sid: 'One' },
        ],
      },
      'Statement.1.Sid: the `Sid` One stands twice in the policy',
    ],
  ])('%j: %s', (document, sentence) => {
    expect(told(document)).toContain(sentence);
  });
});

describe('of a statement it is told that', () => {
  test.each<[object, string]>([
    [{ Sid: 'not-good' }, 'Statement.Sid: a `Sid` has letters and digits only, but is `not-good`'],
    [{ Effect: 'allow' }, 'Statement.Effect: `Effect` must be Allow or Deny, but is `allow`'],
    [{ Effect: undefined }, 'Statement: `Effect` must be Allow or Deny, but is missing'],
    [
      { Actions: [] },
      "Statement.Actions: a statement of an identity's policy has no element `Actions`: did you mean `Action`?",
    ],
    [
      { Principal: '*' },
      "Statement.Principal: a statement of an identity's policy has no element `Principal`",
    ],
    [{ NotAction: '*' }, 'Statement: a statement has either `Action` or `NotAction`'],
    [{ Resource: undefined }, 'Statement: a statement has either `Resource` or `NotResource`'],
    [{ Action: [] }, 'Statement.Action: `Action` must have a value'],
    [{ Action: 7 }, 'Statement.Action: `Action` must be text, but is `7`'],
    [
      { Action: 'ListTasks' },
      'Statement.Action: an action is SERVICE:NAME, such as ecs:UpdateService, or *, but is `ListTasks`',
    ],
    [{ Resource: 'web' }, 'Statement.Resource: a resource is an ARN or *, but is `web`'],
    [
      { Resource: ['*', 'arn:aws:ecs:*:*:service/${aws:username}/*'] },
      'Statement.Resource.1: `Resource` has the policy variable arn:aws:ecs:*:*:service/${aws:username}/*, which the local cloud does not fill in',
    ],
    [{ Condition: [] }, 'Statement.Condition: `Condition` must be a map of keys, but is a list'],
    [
      { Condition: { StringEqual: {} } },
      'Statement.Condition.StringEqual: the local cloud does not know the operator `StringEqual`: did you mean `StringEquals`?',
    ],
    [
      { Condition: { DateLessThan: {} } },
      'Statement.Condition.DateLessThan: the local cloud does not know the operator `DateLessThan`',
    ],
    [{ Condition: { Bool: true } }, 'Statement.Condition.Bool: `Bool` must be a map of keys, but is `true`'],
    [
      { Condition: { StringEquals: { 'ecs:clustre': 'x' } } },
      'Statement.Condition.StringEquals.ecs:clustre: the local cloud does not know the key `ecs:clustre`: did you mean `ecs:cluster`?',
    ],
    [
      { Condition: { StringEquals: { 'aws:TagKeys': 'team' } } },
      'Statement.Condition.StringEquals.aws:TagKeys: `aws:TagKeys` may have several values: write ForAnyValue:StringEquals or ForAllValues:StringEquals',
    ],
    [
      { Condition: { StringEquals: { 'ecs:cluster': [{}] } } },
      'Statement.Condition.StringEquals.ecs:cluster.0: `ecs:cluster` must be text, but is a map of keys',
    ],
    [
      { Condition: { StringLike: { 'ecs:cluster': '${ecs:cluster}' } } },
      'Statement.Condition.StringLike.ecs:cluster: `ecs:cluster` has the policy variable ${ecs:cluster}, which the local cloud does not fill in',
    ],
  ])('%j: %s', (more, sentence) => {
    expect(ofStatement(more)).toEqual([sentence]);
  });
});

test('a condition counts for every statement that may be about the local cloud', () => {
  const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
  for (const Action of ['*', 'ecs:ListTasks', 'ECR:*', 'iam:Pass*', ['s3:*', 'logs:*']]) {
    expect(ofStatement({ Action, Condition })).toHaveLength(1);
  }
  expect(ofStatement({ Action: undefined, NotAction: 's3:*', Condition })).toHaveLength(1);
});

test('whoever wants to judge by it learns of every mistake at once', () => {
  const document = { Statement: { ...statement, Effect: 'no', Resource: 'web' } };
  expect(() => policyOf(document, 'identity', 'role deploy')).toThrow(
    'The local cloud can not judge by the policy of role deploy: at Statement.Resource, a resource is an ARN or *, but is `web`; at Statement.Effect, `Effect` must be Allow or Deny, but is `no`.',
  );
});
