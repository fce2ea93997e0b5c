/** Findings for tests: one is a CVE in openssl with a fix, unless more is said. */
import type { Finding } from '../src/findings/finding.ts';
import type { AssessedFinding } from '../src/judging/assessed.ts';
import type { Policy } from '../src/policy/policy.ts';
import type { Suppression } from '../src/suppressing/suppression.ts';

export const finding = (more: Partial<Finding> = {}): Finding => ({
  id: 'CVE-2026-0001',
  related: [],
  severity: 'high',
  package: 'openssl',
  version: '3.5.0-r0',
  packageManager: 'OS',
  distribution: undefined,
  path: undefined,
  platform: '',
  fix: 'yes',
  fixedIn: '3.5.9-r0',
  knownSince: 0,
  score: 7.5,
  knownExploited: undefined,
  epss: undefined,
  link: undefined,
  description: undefined,
  arn: undefined,
  isSuppressedByInspector: false,
  ...more,
});

/** By a statement of a VEX document. */
export const suppressed: Suppression = {
  kind: 'vex',
  statement: {
    status: 'not_affected',
    justification: 'component_not_present',
    statement: undefined,
    author: 'security@example.com',
    place: { file: 'web.openvex.json', line: 1 },
  },
};

export const assessed = (more: Partial<AssessedFinding> = {}): AssessedFinding => ({
  ...finding(more),
  standing: undefined,
  suppression: undefined,
  leftOut: undefined,
  breaches: [],
  ...more,
});

/** What nobody asked for otherwise. */
export const policy = (more: Partial<Policy> = {}): Policy => ({
  budgets: new Map([
    ['critical', 0],
    ['high', 0],
  ]),
  fixableOnly: false,
  newOnly: false,
  kev: 'off',
  epssAbove: undefined,
  maxAge: new Map(),
  packages: [],
  paths: [],
  tolerances: { unscannable: 'fail', 'timed-out': 'fail', 'not-configured': 'fail' },
  ...more,
});
