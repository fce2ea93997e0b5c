/** The published schemas and the readers take the same files, as far as a schema can tell; a file of each kind says which. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Failure } from '@slipway/action-kit/failures';
import { readYaml } from '@slipway/documents/yaml';
import { Ajv } from 'ajv';
import { policyKeys } from '../../src/policy/policy-keys.ts';
import { readPolicyFile } from '../../src/policy/policy-file.ts';
import { readIgnoreFile } from '../../src/suppressing/ignore-file.ts';
import { bytes } from '../refusals.ts';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')) as object;

const policySchema = schemaOf('policy.schema.json') as { readonly properties: object };
const isPolicy = new Ajv({ strict: true, allowUnionTypes: true }).compile(policySchema);
const isIgnoreFile = new Ajv({ strict: true }).compile(schemaOf('ignores.schema.json'));

async function isRead(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'input') return false;
    throw error;
  }
}

test('the schema has every key of a policy file, and no other', () => {
  expect(Object.keys(policySchema.properties)).toEqual(['$schema', ...Object.keys(policyKeys)]);
});

describe('a policy file', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const good = [
    '{}',
    '$schema: policy.schema.json',
    'fail-on: {critical: 0, high: 5}',
    'fail-on: {critical: "0"}',
    'fail-on: "critical: 0"',
    'fail-on: |\n  critical: 0\n\n  high : 5\n',
    'fail-on: ["critical: 0", "high: 5"]',
    'max-age: {high: 30d}',
    'max-age: "high: 30d"',
    'max-age: ["high:30d"]',
    'fixable-only: true',
    'new-only: "false"',
    'baseline: none',
    `baseline: ${digest}`,
    'baseline: ecs:main/web',
    ...['off', 'warn', 'fail'].map((word) => `kev: ${word}`),
    ...['0', '1', '0.5', '"0.5"', '"1.0"'].map((number) => `epss-above: ${number}`),
    'packages: openssl*',
    'packages: ["openssl*", "!openssl-dev"]',
    'paths: |\n  app/*\n  !app/test/*\n',
    'ignore-file: ignores.yml',
    'ignore-max-age: 30d',
    'vex-file: vex.json',
    'vex-file: [a.json, b.json]',
    'kev-file: kev.json',
    'epss-file: epss.csv',
    'on-unscannable: pass',
    'on-timed-out: warn',
    'on-not-configured: fail',
    'timeout: 90s',
  ];
  const bad = [
    '[]',
    'null',
    'fial-on: {critical: 0}',
    'mode: report',
    'fail-on: {}',
    'fail-on: []',
    'fail-on: " "',
    'fail-on: 5',
    'fail-on: null',
    'fail-on: {hihg: 1}',
    'fail-on: {high: -1}',
    'fail-on: {high: 1.5}',
    'fail-on: {high: null}',
    'fail-on: {high: [1]}',
    'fail-on: {high: many}',
    'fail-on: "critical 0"',
    'fail-on: ["critical: 0", "critical: 0"]',
    'fail-on: ["critical: 0\\nhigh: 1"]',
    'max-age: {high: 30}',
    'max-age: {high: 30w}',
    'max-age: "high: 30"',
    'fixable-only: 1',
    'fixable-only: yes',
    'new-only: []',
    'baseline: latest',
    'baseline: ecs:web',
    'baseline: sha256:abc',
    'kev: on',
    'kev: true',
    ...['-0.1', '1.1', '50%', '".5"', 'null', '[0.5]'].map((number) => `epss-above: ${number}`),
    'packages: []',
    'packages: ""',
    'packages: [7]',
    'packages: ["!"]',
    'packages: ["!!a"]',
    'packages: [a, a]',
    'packages: [a, ""]',
    'packages: {a: b}',
    'ignore-file: 7',
    'ignore-file: ""',
    'ignore-max-age: 30',
    'vex-file: []',
    'vex-file: [""]',
    'on-unscannable: ignore',
    'timeout: 10',
  ];

  test.each([...good.map((text) => [text, true] as const), ...bad.map((text) => [text, false] as const)])(
    '%j: %s',
    async (text, isGood) => {
      const answers = {
        reader: await isRead(() => readPolicyFile(bytes(text), 'policy.yml')),
        schema: isPolicy(readYaml(text).value),
      };
      expect(answers).toEqual({ reader: isGood, schema: isGood });
    },
  );
});

describe('an ignore file', () => {
  const entry = (more: string): string =>
    `ignores:\n- {id: CVE-2026-0001, reason: not reachable, owner: team-web, expires: 2026-12-31${more}}`;
  const good = [
    'ignores:',
    'ignores: []',
    '$schema: ignores.schema.json\nignores: []',
    entry(''),
    entry(', package: openssl, path: app/*.jar, until-fixed: true'),
    'ignores: [{id: GHSA-abcd-1234-wxyz, reason: no, owner: me, expires: "2026-12-31"}]',
  ];
  const bad = [
    '[]',
    '{}',
    'null',
    'ignore: []',
    'ignores: x',
    'ignores: [x]',
    entry(', statement: x'),
    entry(', package: "open*"'),
    entry(', package: ""'),
    entry(', path: "!app"'),
    entry(', path: ""'),
    entry(', until-fixed: yes'),
    entry('').replace('CVE-2026-0001', 'cve-2026-0001'),
    entry('').replace('CVE-2026-0001', 'ghsa-abcd-1234-wxyz'),
    entry('').replace('CVE-2026-0001', 'CVE-2026-*'),
    entry('').replace('CVE-2026-0001', 'CVE-2026-0001 CVE-2026-0002'),
    entry('').replace('reason: not reachable, ', ''),
    entry('').replace('not reachable', '"-"'),
    entry('').replace('team-web', '" "'),
    entry('').replace('2026-12-31', 'never'),
    entry('').replace('2026-12-31', '20261231'),
    entry('').replace('2026-12-31', '2026-12-31T00:00:00Z'),
  ];
  const bounds = { now: Date.UTC(2026, 10, 22), maxAge: 90 * 86_400_000 };

  test.each([...good.map((text) => [text, true] as const), ...bad.map((text) => [text, false] as const)])(
    '%j: %s',
    async (text, isGood) => {
      const answers = {
        reader: await isRead(() => readIgnoreFile(bytes(text), 'ignores.yml', bounds)),
        schema: isIgnoreFile(readYaml(text).value),
      };
      expect(answers).toEqual({ reader: isGood, schema: isGood });
    },
  );
});
