/**
 * Policies of a role as the guard judges by them: every statement counts, whatever service it is about. What the guard
 * can not answer is refused, and never ignored.
 */
import { operatorOf } from '@slipway/local-aws/iam/operators';
import type { Condition, Policy } from '@slipway/local-aws/iam/policy';
import type { PolicyDocument, Statement } from '../roles.ts';

/** What the guard tells of a request, besides its tags and who calls. */
const told: ReadonlySet<string> = new Set([
  ...['aws:requestedregion', 'aws:tagkeys', 'ec2:createaction', 'iam:awsservicename', 'iam:passedtoservice'],
  ...['iam:permissionsboundary', 'kms:viaservice', 'route53:changeresourcerecordsetsrecordtypes'],
]);

/** Of actions that nothing here asks for: the services of this account do not use keys by grants. */
const neverAsked: ReadonlySet<string> = new Set(['kms:grantisforawsresource', 'kms:resourcealiases']);

/** What the local cloud tells of its requests. */
const toldElsewhere: ReadonlySet<string> = new Set(['application-autoscaling:service-namespace']);

/** @throws Error for what the guard can not judge by */
export const policyOf = ({ Statement: statements }: PolicyDocument): Policy => ({
  statements: statements.map(statementOf),
});

function statementOf(statement: Statement): Policy['statements'][number] {
  const { Sid: sid, Effect, Action, Resource, Condition: conditions = {}, ...others } = statement;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new Error(`The guard can not judge by the element ${other} of ${sid ?? ''}.`);
  return {
    sid,
    effect: Effect === 'Allow' ? 'Allow' : 'Deny',
    principals: {},
    actions: { patterns: [Action].flat(), isNot: false },
    resources: { patterns: [Resource].flat(), isNot: false },
    conditions: Object.entries(conditions).flatMap(([name, keys]) =>
      Object.entries(keys).map(([key, values]) => conditionOf(name, key, [values].flat())),
    ),
  };
}

function conditionOf(name: string, key: string, values: readonly string[]): Condition {
  const operator = operatorOf(name);
  const lower = key.toLowerCase();
  const isTold = [told, neverAsked, toldElsewhere].some((keys) => keys.has(lower));
  if (operator === undefined || !(isTold || /^aws:(?:request|resource)tag\//.test(lower))) {
    throw new Error(`The guard can not judge by ${name} of ${key}.`);
  }
  return { operator, key: lower, values };
}
