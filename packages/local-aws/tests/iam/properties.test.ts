/** What holds of every policy: laws of IAM over random statements, boundaries and requests. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge, type Rights, type Verdict } from '../../src/iam/judge.ts';
import { matches, type Keys, type Policy, type Request, type Statement } from '../../src/iam/policy.ts';
import { policyOf } from '../../src/iam/read-policy.ts';

const actions = ['ecs:UpdateService', 'ecs:ListTasks', 'ecr:PutImage', 'ecr:BatchGetImage'];
const arn = (rest: string): string => `arn:aws:ecs:eu-west-1:111122223333:${rest}`;
const resources = [arn('service/harbour/web'), arn('service/harbour/api'), arn('service/docks/web')];
const clusters = [arn('cluster/harbour'), arn('cluster/docks')];

const some = (all: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 2 });
const choice = (name: string, all: readonly string[]) =>
  fc.tuple(fc.boolean(), some(all)).map(([isNot, patterns]) => ({ [isNot ? `Not${name}` : name]: patterns }));

const condition = fc
  .record({
    set: fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'),
    operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'ArnLike', 'ArnNotLike'),
    end: fc.constantFrom('', 'IfExists'),
    values: some([...clusters, arn('cluster/*'), '*']),
  })
  .map(({ set, operator, end, values }) => ({ [`${set}${operator}${end}`]: { 'ecs:cluster': values } }));

const document = fc
  .tuple(
    fc.constantFrom('Allow', 'Deny'),
    choice('Action', [...actions, 'ecs:*', '*', 'ecr:Batch?etImage']),
    choice('Resource', [...resources, arn('service/harbour/*'), '*']),
    fc.option(condition, { nil: undefined }),
  )
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition === undefined ? {} : { Condition }),
  }));

const policy: fc.Arbitrary<Policy> = fc
  .array(document, { maxLength: 5 })
  .map((Statement) => policyOf({ Version: '2012-10-17', Statement }, 'identity', 'a property'));

const request: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources, '*'),
  keys: fc.constantFrom<Keys[]>({}, { 'ecs:cluster': [clusters[0] ?? ''] }, { 'ecs:cluster': [...clusters] }),
});

const rights: fc.Arbitrary<Rights> = fc.record({
  policies: fc.array(policy, { maxLength: 3 }),
  boundary: fc.option(policy, { nil: undefined }),
});

const isAllowed = (given: Rights, asked: Request): boolean => judge(given, asked).kind === 'allowed';

const with_ = (given: Rights, statement: Statement): Rights => ({
  ...given,
  policies: [...given.policies, { statements: [statement] }],
});

const ofEffect = (effect: Statement['effect']): fc.Arbitrary<Statement> =>
  policy
    .map(({ statements }) => statements.find((each) => each.effect === effect))
    .filter((each) => each !== undefined);

const without = ({ policies, ...rest }: Rights, at: number, statement: number): Rights => ({
  ...rest,
  policies: policies.map(({ statements }, place) => ({
    statements: place === at ? statements.filter((_, index) => index !== statement) : statements,
  })),
});

test('another Allow never takes anything away', () =>
  fc.assert(
    fc.property(rights, ofEffect('Allow'), request, (given, more, asked) => {
      expect(isAllowed(given, asked) && !isAllowed(with_(given, more), asked)).toBe(false);
    }),
  ));

test('another Deny never gives anything', () =>
  fc.assert(
    fc.property(rights, ofEffect('Deny'), request, (given, more, asked) => {
      expect(!isAllowed(given, asked) && isAllowed(with_(given, more), asked)).toBe(false);
    }),
  ));

test('an explicit deny wins over whatever allows', () =>
  fc.assert(
    fc.property(rights, ofEffect('Deny'), request, (given, deny, asked) => {
      const denies = judge({ policies: [{ statements: [deny] }] }, asked).kind === 'denied';
      fc.pre(denies);
      const everything = policyOf(
        { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
        'identity',
        'all',
      );
      expect(judge({ policies: [...given.policies, everything, { statements: [deny] }] }, asked).kind).toBe(
        'denied',
      );
    }),
  ));

test('what is taken out of a policy gives nothing, unless it denied', () =>
  fc.assert(
    fc.property(rights, fc.nat(2), fc.nat(4), request, (given, at, statement, asked) => {
      const taken = given.policies[at]?.statements[statement];
      fc.pre(taken?.effect === 'Allow');
      expect(!isAllowed(given, asked) && isAllowed(without(given, at, statement), asked)).toBe(false);
    }),
  ));

test('a boundary never gives, and one that allows everything takes nothing', () => {
  const everything = policyOf(
    { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    'identity',
    'all',
  );
  fc.assert(
    fc.property(rights, request, ({ policies, boundary }, asked) => {
      expect(!isAllowed({ policies }, asked) && isAllowed({ policies, boundary }, asked)).toBe(false);
      expect(isAllowed({ policies, boundary: everything }, asked)).toBe(isAllowed({ policies }, asked));
    }),
  );
});

test('nothing is allowed that no statement names', () =>
  fc.assert(
    fc.property(rights, request, (given, asked) => {
      fc.pre(isAllowed(given, asked));
      const allows = given.policies
        .flatMap(({ statements }) => statements)
        .filter(({ effect }) => effect === 'Allow');
      expect(allows.some((statement) => isAllowed({ policies: [{ statements: [statement] }] }, asked))).toBe(
        true,
      );
    }),
  ));

test('the order of statements, and how they are spread over policies, does not matter', () =>
  fc.assert(
    fc.property(rights, request, (given, asked) => {
      const statements = given.policies.flatMap((each) => each.statements).toReversed();
      const spread = { ...given, policies: statements.map((each) => ({ statements: [each] })) };
      const words = ({ kind, ...rest }: Verdict): unknown => [kind, 'by' in rest ? rest.by : ''];
      expect(words(judge(spread, asked))).toEqual(words(judge(given, asked)));
    }),
  ));

test('an operator and its opposite never agree on a value that is there', () => {
  const pairs = [
    ['StringEquals', 'StringNotEquals'],
    ['StringLike', 'StringNotLike'],
    ['ArnLike', 'ArnNotLike'],
  ] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...pairs),
      fc.constantFrom(...clusters),
      some([...clusters, arn('cluster/*')]),
      ([is, not], value, wanted) => {
        const told = [is, not].map((operator) => {
          const Condition = { [operator]: { 'ecs:cluster': wanted } };
          const single = policyOf(
            { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition } },
            'identity',
            'one',
          );
          return isAllowed(
            { policies: [single] },
            { action: 'ecs:ListTasks', resource: '*', keys: { 'ecs:cluster': [value] } },
          );
        });
        expect(told).toContain(true);
        expect(told).toContain(false);
      },
    ),
  );
});

test('a text matches itself, and what its parts are turned into', () =>
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.nat(20), (text, from, length) => {
      fc.pre(!/[*?]/.test(text));
      expect(matches(text, text)).toBe(true);
      expect(matches(`${text.slice(0, from)}*${text.slice(from + length)}`, text)).toBe(true);
      expect(matches('?'.repeat(text.length), text)).toBe(true);
      expect(matches(`${text}?`, text)).toBe(false);
    }),
  ));
