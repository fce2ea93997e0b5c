/** What policies say to a request: tables of statements and requests, in IAM's words. */
import { describe, expect, test } from '@jest/globals';
import { judge } from '../../src/iam/judge.ts';
import type { Keys } from '../../src/iam/policy.ts';
import { policyOf } from '../../src/iam/read-policy.ts';

const web = 'arn:aws:ecs:eu-west-1:111122223333:service/harbour/web';
const api = 'arn:aws:ecs:eu-west-1:111122223333:service/harbour/api';

type Statement = Readonly<Record<string, unknown>>;

const policy = (...statements: readonly Statement[]) =>
  policyOf({ Version: '2012-10-17', Statement: statements }, 'identity', 'the test');

interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly keys?: Keys;
}

const verdictOf = (
  statements: readonly Statement[],
  { action = 'ecs:UpdateService', resource = web, keys = {} }: Asked = {},
  boundary?: readonly Statement[],
) => {
  const limit = boundary === undefined ? undefined : policy(...boundary);
  const { kind, ...rest } = judge(
    { policies: [policy(...statements)], boundary: limit },
    { action, resource, keys },
  );
  return 'by' in rest ? `${kind} by ${rest.by}` : kind;
};

const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'ecs:*',
  Resource: '*',
  ...more,
});
const deny = (more: Statement = {}): Statement => ({ ...allow(more), Effect: 'Deny' });

describe('a request is', () => {
  test.each<[string, readonly Statement[], string]>([
    ['denied without any statement', [], 'not-allowed by policies'],
    ['allowed by one that is about it', [allow()], 'allowed'],
    ['denied by an explicit deny, whatever allows it', [allow(), deny(), allow()], 'denied by policies'],
    ['allowed when a deny is about another resource', [allow(), deny({ Resource: api })], 'allowed'],
    ['not allowed by what denies something else', [deny({ Resource: api })], 'not-allowed by policies'],
  ])('%s', (_name, statements, verdict) => {
    expect(verdictOf(statements)).toBe(verdict);
  });
});

describe('an action is meant by', () => {
  test.each<[string, Statement, boolean]>([
    ['its name', { Action: 'ecs:UpdateService' }, true],
    ['its name in other cases', { Action: 'ECS:updateservice' }, true],
    ['one of a list', { Action: ['ecs:ListTasks', 'ecs:UpdateService'] }, true],
    ['a pattern with *', { Action: 'ecs:Update*' }, true],
    ['a pattern with ?', { Action: 'ecs:?pdateService' }, true],
    ['everything', { Action: '*' }, true],
    ['all but another', { Action: undefined, NotAction: 'ecs:ListTasks' }, true],
    ['all but itself', { Action: undefined, NotAction: ['ecs:ListTasks', 'ecs:Update*'] }, false],
    ['a longer name', { Action: 'ecs:UpdateServices' }, false],
    ['the beginning of its name', { Action: 'ecs:Update' }, false],
    ['a pattern with one letter too few', { Action: 'ecs:UpdateService?' }, false],
    ['the same name in another service', { Action: 'ecr:UpdateService' }, false],
  ])('%s', (_name, more, isMeant) => {
    expect(verdictOf([allow(more)])).toBe(isMeant ? 'allowed' : 'not-allowed by policies');
  });
});

describe('a resource is meant by', () => {
  test.each<[string, Statement, boolean]>([
    ['its ARN', { Resource: web }, true],
    ['one of a list', { Resource: [api, web] }, true],
    ['a pattern', { Resource: 'arn:aws:ecs:*:*:service/harbour/*' }, true],
    ['all but another', { Resource: undefined, NotResource: api }, true],
    ['all but itself', { Resource: undefined, NotResource: [api, web] }, false],
    ['its ARN in other cases', { Resource: web.replace('harbour', 'Harbour') }, false],
    ['another cluster', { Resource: 'arn:aws:ecs:*:*:service/docks/*' }, false],
    ['the beginning of its ARN', { Resource: web.slice(0, -1) }, false],
  ])('%s', (_name, more, isMeant) => {
    expect(verdictOf([allow(more)])).toBe(isMeant ? 'allowed' : 'not-allowed by policies');
  });

  test('an action without resources is allowed by * alone', () => {
    const asked = { action: 'ecs:ListTasks', resource: '*' };
    expect(verdictOf([allow({ Resource: '*' })], asked)).toBe('allowed');
    expect(verdictOf([allow({ Resource: web })], asked)).toBe('not-allowed by policies');
  });
});

describe('with a boundary a request is', () => {
  test.each<[string, readonly Statement[], readonly Statement[], string]>([
    ['allowed when both allow it', [allow()], [allow()], 'allowed'],
    ['denied when the boundary is silent', [allow()], [allow({ Resource: api })], 'not-allowed by boundary'],
    ['denied when only the boundary allows it', [], [allow()], 'not-allowed by policies'],
    ['denied when the boundary denies it', [allow()], [allow(), deny()], 'denied by boundary'],
    ['denied by a policy first', [deny()], [deny()], 'denied by policies'],
  ])('%s', (_name, statements, boundary, verdict) => {
    expect(verdictOf(statements, {}, boundary)).toBe(verdict);
  });
});

const cluster = 'arn:aws:ecs:eu-west-1:111122223333:cluster/harbour';
const anyCluster = 'arn:aws:ecs:eu-west-1:*:cluster/*';
const here: Keys = {
  'ecs:cluster': [cluster],
  'aws:tagkeys': ['team', 'stage'],
  'aws:viaawsservice': ['false'],
};

describe('a condition', () => {
  test.each<[operator: string, key: string, values: unknown, isThere: boolean, isMissing: boolean]>([
    ['StringEquals', 'ecs:cluster', cluster, true, false],
    ['StringEquals', 'ECS:Cluster', [cluster, 'other'], true, false],
    ['StringEquals', 'ecs:cluster', anyCluster, false, false],
    ['StringEqualsIgnoreCase', 'ecs:cluster', cluster.toUpperCase(), true, false],
    ['StringNotEquals', 'ecs:cluster', 'other', true, true],
    ['StringNotEquals', 'ecs:cluster', ['other', cluster], false, true],
    ['StringNotEqualsIgnoreCase', 'ecs:cluster', cluster.toUpperCase(), false, true],
    ['StringLike', 'ecs:cluster', '*/harb?ur', true, false],
    ['StringNotLike', 'ecs:cluster', '*/harb?ur', false, true],
    ['ArnEquals', 'ecs:cluster', anyCluster, true, false],
    ['ArnLike', 'ecs:cluster', anyCluster, true, false],
    ['ArnLike', 'ecs:cluster', 'arn:aws:ecs:*:cluster/harbour', false, false],
    ['ArnNotLike', 'ecs:cluster', anyCluster, false, true],
    ['ArnNotEquals', 'ecs:cluster', 'arn:aws:ecs:*:*:cluster/docks', true, true],
    ['StringEqualsIfExists', 'ecs:cluster', cluster, true, true],
    ['StringEqualsIfExists', 'ecs:cluster', 'other', false, true],
    ['ArnLikeIfExists', 'ecs:cluster', anyCluster, true, true],
    ['Bool', 'aws:ViaAWSService', false, true, false],
    ['Bool', 'aws:ViaAWSService', 'TRUE', false, false],
    ['BoolIfExists', 'aws:ViaAWSService', 'true', false, true],
    ['Null', 'ecs:cluster', 'true', false, true],
    ['Null', 'ecs:cluster', false, true, false],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['team', 'other'], true, false],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'other', false, false],
    ['ForAnyValue:StringLike', 'aws:TagKeys', 'st*', true, false],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', 'team', true, false],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'stage', 'other'], true, true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], false, true],
    ['ForAllValues:StringLike', 'aws:TagKeys', ['te*', 'st*'], true, true],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['team'], false, true],
    ['ForAnyValue:StringEqualsIfExists', 'aws:TagKeys', 'other', false, true],
  ])('%s of %s with %j: %j, and without the key %j', (operator, key, values, isThere, isMissing) => {
    const statement = allow({ Condition: { [operator]: { [key]: values } } });
    const told = [here, {}].map((keys) => verdictOf([statement], { keys }) === 'allowed');
    expect(told).toEqual([isThere, isMissing]);
  });

  test('all operators and all keys of one must hold', () => {
    const both = (wanted: string) =>
      allow({
        Condition: {
          ArnLike: { 'ecs:cluster': anyCluster },
          StringEquals: { 'aws:PrincipalType': wanted, 'ecs:cluster': cluster },
        },
      });
    const keys = { ...here, 'aws:principaltype': ['AssumedRole'] };
    expect(verdictOf([both('AssumedRole')], { keys })).toBe('allowed');
    expect(verdictOf([both('User')], { keys })).toBe('not-allowed by policies');
  });

  test('a deny whose condition does not hold denies nothing', () => {
    const elsewhere = deny({ Condition: { StringNotEquals: { 'ecs:cluster': cluster } } });
    expect(verdictOf([allow(), elsewhere], { keys: here })).toBe('allowed');
    expect(verdictOf([allow(), elsewhere])).toBe('denied by policies');
  });
});
