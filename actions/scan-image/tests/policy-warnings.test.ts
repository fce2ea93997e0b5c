import { expect, test } from '@jest/globals';
import { policyWarnings } from '../src/judging/policy-warnings.ts';
import { namePattern, pathPattern } from '../src/policy/patterns.ts';
import { assessed, policy } from './findings.ts';

const found = [assessed({ severity: 'critical', path: 'app/a' }), assessed({ id: 'CVE-2' })];

test('severities that no budget names are told, when findings of them count', () => {
  const budgets = new Map([['medium' as const, 5]]);
  expect(policyWarnings(found, policy({ budgets }), true)).toEqual([
    '`fail-on` does not name critical, so any number is allowed: 1 here.',
    '`fail-on` does not name high, so any number is allowed: 1 here.',
  ]);
  const left = found.map((each) => ({ ...each, leftOut: 'no-fix' as const }));
  expect(policyWarnings(left, policy({ budgets }), true)).toEqual([]);
});

test('patterns that fit nothing are told, once all was read', () => {
  const asked = policy({
    packages: ['open*', 'opnssl'].map(namePattern.read),
    paths: ['app/*', '!opt/*'].map(pathPattern.read),
  });
  expect(policyWarnings(found, asked, true)).toEqual([
    'The pattern `opnssl` of `packages` fits nothing that was found.',
    'The pattern `!opt/*` of `paths` fits nothing that was found.',
  ]);
  expect(policyWarnings(found, asked, false)).toEqual([]);
  expect(policyWarnings([], asked, true)).toEqual([]);
});
