/** What people copy from the README is read by what reads it in a run, and its tables say what the code does. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readInputs } from '@slipway/action-kit/inputs';
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { readYaml } from '@slipway/documents/yaml';
import { readActionYaml } from '../../../packages/repo-tools/src/action-yaml.ts';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';
import { inputs } from '../src/inputs.ts';
import { refusedOnBasic } from '../src/looking/basic-limits.ts';
import { readingOf, statuses } from '../src/looking/scan-status.ts';
import { readPolicyFile } from '../src/policy/policy-file.ts';
import { settingsOf } from '../src/settings.ts';
import { readIgnoreFile } from '../src/suppressing/ignore-file.ts';
import { given } from './world.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');
const action = readActionYaml('action.yml', read('../action.yml'));
const defaults = Object.fromEntries(action.inputs.map(({ name, default: value = '' }) => [name, value]));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const day = 24 * 60 * 60 * 1000;

const yamlBlocks = blocksOf(readme, 'yaml').map(({ content }) => content);
const fileBlock = (name: string): string =>
  yamlBlocks.find((content) => content.startsWith(`# .slipway/${name}`)) ?? `There is no ${name}.`;

/** The `with:` of every step that scans, wherever it stands in an example. */
function inputsIn(value: Json | undefined): readonly JsonObject[] {
  if (isList(value)) return value.flatMap(inputsIn);
  if (!isObject(value)) return [];
  const { uses, with: wanted } = value;
  const isOurs = typeof uses === 'string' && uses.includes('/actions/scan-image@');
  return isOurs && isObject(wanted) ? [wanted] : Object.values(value).flatMap(inputsIn);
}

/** What the runner puts in the place of an expression. */
const filled = (value: Json | undefined): string =>
  (typeof value === 'object' ? '' : String(value)).replace(
    /\$\{\{ *(.*?) *\}\}/g,
    (_, expression: string) => {
      if (expression.endsWith('digest')) return `sha256:${'a'.repeat(64)}`;
      return expression.endsWith('repository') ? 'team/web' : '/tmp';
    },
  );

const examples = yamlBlocks.flatMap((content) => inputsIn(readYaml(content).value));

test('there is an example for every way to ask', () => {
  const names = examples.flatMap((example) => Object.keys(example));
  const ways = [
    'fail-on',
    'policy-file',
    'baseline',
    'new-only',
    'kev-file',
    'epss-file',
    'sarif-file',
    'comment',
    'mode',
  ];
  expect(names).toEqual(expect.arrayContaining(ways));
});

test.each(examples)('%j is read', (example) => {
  const values = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, filled(value)]));
  expect(settingsOf(readInputs(inputs, (name) => values[name] ?? defaults[name] ?? ''))).toBeDefined();
});

test('the policy file is read, and its first line names the published schema', async () => {
  const text = fileBlock('scan.yaml');
  const policy = await readPolicyFile(bytes(text), 'scan.yaml');
  expect(Object.keys(policy).length).toBeGreaterThan(9);
  expect(text).toContain('yaml-language-server: $schema=');
  expect(text).toContain('/main/actions/scan-image/policy.schema.json\n');
});

test('the ignore file is read', async () => {
  const bounds = { now: Date.UTC(2026, 10, 22), maxAge: settingsOf(given()).ignoreMaxAge };
  expect(bounds.maxAge).toBe(90 * day);
  const ignores = await readIgnoreFile(bytes(fileBlock('ignores.yaml')), 'ignores.yaml', bounds);
  expect(ignores.map(({ id, untilFixed }) => [id, untilFixed])).toEqual([
    ['CVE-2026-0001', false],
    ['CVE-2026-0002', true],
  ]);
});

describe('the tables', () => {
  const rowsOf = (heading: string): readonly (readonly string[])[] => {
    const [, section = ''] = readme.split(`\n## ${heading}\n`);
    const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| (.*) \|$/gm);
    return [...rows].map(([, cells = '']) => cells.split(' | '));
  };

  test('name every verdict, and each status of ECR with the one that it leads to', () => {
    const rows = rowsOf('Verdicts').slice(1);
    expect(rows.map(([verdict]) => verdict)).toEqual([
      '`passed`',
      '`failed`',
      '`unscannable`',
      '`timed-out`',
      '`not-configured`',
      '`archived`',
    ]);
    const told = rows.flatMap(([verdict = '', when = '']) =>
      [...when.matchAll(/`([A-Z_]+)`/g)].map(([, status = '']) => [status, verdict.replaceAll('`', '')]),
    );
    const meant = Object.keys(statuses).flatMap((status) => {
      const reading = readingOf(status, undefined);
      if (reading.kind === 'read') return [];
      return [[status, reading.kind === 'wait' ? 'timed-out' : reading.gap]];
    });
    expect(told.toSorted()).toEqual(meant.toSorted());
  });

  test('say what basic scanning refuses', () => {
    const values: Readonly<Record<string, string>> = {
      'fixable-only': 'true',
      'max-age': 'high: 30d',
      paths: 'app/*',
      kev: 'fail',
      'epss-above': '0.5',
    };
    const rows = rowsOf('Basic or enhanced').slice(3);
    expect(rows.map(([name = '']) => name.replaceAll('`', ''))).toEqual(Object.keys(values));
    for (const [cell = '', basic = ''] of rows) {
      const name = cell.replaceAll('`', '');
      const asked = given({ [name]: values[name] ?? '' });
      expect(refusedOnBasic(settingsOf(asked))?.message).toContain(`\`${name}\``);
      const [, file] = /with `(.*-file)`/.exec(basic) ?? [];
      if (file === undefined) expect(basic).toBe('refused');
      else
        expect(
          refusedOnBasic(settingsOf({ ...asked, ...given({ [name]: values[name] ?? '', [file]: 'a' }) })),
        ).toBeUndefined();
    }
  });
});
