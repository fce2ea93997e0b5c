import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../src/findings/finding.ts';
import { assess, withBreaches } from '../src/judging/assess.ts';
import { namePattern, pathPattern } from '../src/policy/patterns.ts';
import type { Policy } from '../src/policy/policy.ts';
import type { Suppression } from '../src/suppressing/suppression.ts';
import { finding, policy, suppressed } from './findings.ts';

const day = 24 * 60 * 60 * 1000;
const now = 100 * day;

interface Case {
  readonly finding?: Partial<Finding>;
  readonly policy?: Partial<Policy>;
  readonly standing?: 'introduced' | 'unchanged';
  readonly suppression?: Suppression;
  readonly isUntold?: boolean;
}

const assessed = ({ finding: more, policy: asked, standing, suppression, isUntold = false }: Case) =>
  withBreaches(
    assess(finding(more), {
      policy: policy(asked),
      standingOf: () => standing,
      suppressionOf: () => suppression,
    }),
    policy(asked),
    { now, isUntold: () => isUntold },
  );

describe('what is left out', () => {
  test.each<[string, Case, string | undefined]>([
    ['nothing, by default', {}, undefined],
    [
      'nothing that is suppressed',
      { policy: { fixableOnly: true }, finding: { fix: 'no' }, suppression: suppressed },
      undefined,
    ],
    ['with fixable-only, what has a fix', { policy: { fixableOnly: true } }, undefined],
    [
      'with fixable-only, what has a fix for a part',
      { policy: { fixableOnly: true }, finding: { fix: 'partial' } },
      undefined,
    ],
    ['with fixable-only, what has none', { policy: { fixableOnly: true }, finding: { fix: 'no' } }, 'no-fix'],
    [
      'with fixable-only, not what may have one for all that is known',
      { policy: { fixableOnly: true }, finding: { fix: undefined } },
      undefined,
    ],
    [
      'of packages that are named, not what names no package',
      { policy: { packages: [namePattern.read('open*')] }, finding: { package: '' } },
      undefined,
    ],
    ['with new-only, what is introduced', { policy: { newOnly: true }, standing: 'introduced' }, undefined],
    ['with new-only, what was there', { policy: { newOnly: true }, standing: 'unchanged' }, 'not-new'],
    ['with new-only and no baseline, nothing', { policy: { newOnly: true } }, undefined],
    ['without new-only, not what was there', { standing: 'unchanged' }, undefined],
    ['another package', { policy: { packages: [namePattern.read('zlib*')] } }, 'package'],
    ['the package that is named', { policy: { packages: [namePattern.read('open*')] } }, undefined],
    ['the package that is taken out', { policy: { packages: [namePattern.read('!openssl')] } }, 'package'],
    ['another path', { policy: { paths: [pathPattern.read('app/*')] }, finding: { path: 'opt/x' } }, 'path'],
    [
      'of paths that are named, what lies in none',
      { policy: { paths: [pathPattern.read('app/*')] } },
      'path',
    ],
    [
      'of paths that are taken out, not what lies in none',
      { policy: { paths: [pathPattern.read('!app/*')] } },
      undefined,
    ],
  ])('%s', (_, given, expected) => {
    expect(assessed(given).leftOut).toBe(expected);
  });
});

describe('what breaks the policy by itself', () => {
  const old = { maxAge: new Map([['high' as const, 30 * day]]) };

  test.each<[string, Case, readonly string[]]>([
    ['nothing, by default', { finding: { knownExploited: true, epss: 1 } }, []],
    [
      'what is known to be exploited',
      { policy: { kev: 'fail' }, finding: { knownExploited: true } },
      ['known-exploited'],
    ],
    ['not when that only warns', { policy: { kev: 'warn' }, finding: { knownExploited: true } }, []],
    ['an EPSS above the limit', { policy: { epssAbove: 0.5 }, finding: { epss: 0.51 } }, ['epss']],
    ['not an EPSS at the limit', { policy: { epssAbove: 0.5 }, finding: { epss: 0.5 } }, []],
    ['a fix that is older than allowed', { policy: old, finding: { knownSince: now - 31 * day } }, ['age']],
    ['not one that is as old as allowed', { policy: old, finding: { knownSince: now - 30 * day } }, []],
    ['a fix whose age nobody knows', { policy: old, finding: { knownSince: undefined } }, ['age']],
    ['not what has no fix', { policy: old, finding: { knownSince: 0, fix: 'no' } }, []],
    ['not another severity', { policy: old, finding: { knownSince: 0, severity: 'low' } }, []],
    [
      'a fix that may be there for all that is known',
      { policy: old, finding: { fix: undefined, knownSince: 0 } },
      ['age'],
    ],
    ['what nobody can tell the danger of', { isUntold: true }, ['danger-unknown']],
    ['nothing that is suppressed', { policy: old, suppression: suppressed }, []],
    ['nothing that is left out', { policy: { ...old, newOnly: true }, standing: 'unchanged' }, []],
  ])('%s', (_, given, expected) => {
    expect(assessed(given).breaches).toEqual(expected);
  });
});
