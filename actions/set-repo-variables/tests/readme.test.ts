/** What people copy from the README is read by what reads it in a run, and what it says of limits and rights is so. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { readYaml } from '@slipway/documents/yaml';
import { tokenKindOf } from '@slipway/github/token-kind';
import { adviceAt } from '@slipway/github/variables-place';
import { memoryFiles } from '@slipway/test-kit/memory-files';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';
import { ask } from '../src/asking/ask.ts';
import { targetOf } from '../src/asking/target.ts';
import { given } from './given.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The `with:` of every step of ours, wherever it stands in an example. */
function inputsIn(value: Json | undefined): readonly JsonObject[] {
  if (isList(value)) return value.flatMap(inputsIn);
  if (!isObject(value)) return [];
  const { uses, with: wanted } = value;
  const isOurs = typeof uses === 'string' && uses.includes('/actions/set-repo-variables@');
  return isOurs && isObject(wanted) ? [wanted] : Object.values(value).flatMap(inputsIn);
}

/** What the runner puts in the place of an expression. */
const filled = (value: Json | undefined): string =>
  (typeof value === 'object' ? '' : String(value))
    .replaceAll('${{ runner.temp }}', '/temporary')
    .replace(/\$\{\{ *(.*?) *\}\}/g, 'filled');

const examples = blocksOf(readme, 'yaml').flatMap(({ content }) => inputsIn(readYaml(content).value));

const files = memoryFiles({
  '/temporary/outputs.json': '{"cluster_name":{"value":"main"},"service_name":{"value":"web"}}',
  'variables/production.env': 'A=1',
});

test('there is an example for every scope and every source', () => {
  const scopes = examples.map(({ scope = 'repository' }) => scope);
  expect(new Set(scopes)).toEqual(new Set(['repository', 'environment', 'organization']));
  expect(examples.flatMap((example) => Object.keys(example))).toEqual(
    expect.arrayContaining([
      'file',
      'terraform-outputs',
      'terraform-map',
      'variables',
      'prune-prefix',
      'repository',
    ]),
  );
});

test.each(examples)('%j is read', async (example) => {
  const values = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, filled(value)]));
  const inputs = given(values);
  const target = targetOf(inputs, { repository: 'octo-org/web', repositoryOwner: 'octo-org' });
  const { scope } = target;
  const asked = await ask(inputs, {
    files,
    scope,
    isEnterpriseServer: false,
    targetProblems: [],
    credentials: [],
  });
  expect(asked.variables.length).toBeGreaterThan(0);
});

describe('the table of permissions says what a failure says', () => {
  const row = (scope: string): string => new RegExp(`^\\| ${scope} \\|.*$`, 'm').exec(readme)?.[0] ?? '';
  const quoted = (text: string): readonly string[] => text.match(/`[^`]+`/g) ?? [];
  const web = { owner: 'team', repo: 'web' };

  test.each([
    { kind: 'repository', ...web },
    { kind: 'environment', environment: 'prod', ...web },
    { kind: 'organization', org: 'team' },
  ] as const)('$kind', (place) => {
    const told = quoted(row(place.kind));
    for (const token of ['ghp_x', 'github_pat_x'])
      expect(told).toEqual(expect.arrayContaining([...quoted(adviceAt(place, tokenKindOf(token)))]));
  });
});
